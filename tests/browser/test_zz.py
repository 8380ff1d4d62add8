from tests.browser.conftest import *
from tests.browser.places import *
from tests.browser.test_narrow_and_zoom import too_wide
import time
def test_x(visit, sign_in):
    r = visit(); r.go("/ar/")
    r.page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend','<p style=\"inline-size:900px\">x</p>')")
    print(list(too_wide(r)))
    n=0
    for p in staff_pages(sign_in,"en"):
        n+=1; print(p.path)
    print(n)
