import time
from tests.browser.conftest import *
from tests.browser.test_accessibility import *


def test_x(visit, sign_in):
    r = visit(**LOOKED_AT)
    tot = [0] * 4
    for k in range(3):
        for path in ["/ar/", "/ar/guidelines/", "/ar/submit/", "/en/", "/ar/offices/"]:
            a = time.time()
            r.page.goto(r.origin + path)
            b = time.time()
            r.page.evaluate(AXE.axe_script)
            c = time.time()
            r.page.evaluate("axe.run({resultTypes:['violations'],preload:false,iframes:false})")
            d = time.time()
            r.page.evaluate("axe.run({resultTypes:['violations'],preload:true})")
            e = time.time()
            tot = [x + y for x, y in zip(tot, (b - a, c - b, d - c, e - d))]
    print("goto inject run run-preload", [round(x / 15, 3) for x in tot])
    a = time.time()
    r.shoot("x")
    print("no shot", time.time() - a)
    r._album = "zz"
    r.shoot("x")
    print("shot", time.time() - a)
    a = time.time()
    r.page.screenshot(path="/tmp/hirz-browser/x.png")
    print("vp shot", time.time() - a)
