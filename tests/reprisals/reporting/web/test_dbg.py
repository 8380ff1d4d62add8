from tests.reprisals.reporting.web.test_editions import *
from tests.reprisals.reporting.conftest import *
from tests.reprisals.conftest import *
def test_dbg(edition, cleared, head):
    client = signed_in(head)
    client.post(url_of("publish", edition), {"sure": "on"})
    page = assert_good_page(client, url_of("edition", edition))
    i=page.index('id="files"'); print(page[i:i+2500])
    from hirz.reprisals.reporting.models import EditionFile
    print(list(EditionFile.objects.values_list("language","file_format")))
