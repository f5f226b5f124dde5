"""A person at a browser: every page opened is checked for console errors, policy violations and by axe."""

from axe_playwright_python.sync_playwright import Axe

PHONE, DESK = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


class Walker:
    def __init__(self, browser, base_url, size=DESK, *, by_axe=True):
        self.by_axe = by_axe
        self.context = browser.new_context(locale="id-ID", base_url=base_url, viewport=size)
        self.page = self.context.new_page()
        self.complaints, self.seen = [], set()
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    def _listen(self, message):
        # A refused form answers 422, which the console calls an error although the page is as meant.
        if message.type in ("error", "warning") and "422" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def resize(self, size):
        self.page.set_viewport_size(size)

    def look(self):
        """Check the page as it stands, whole: a bar at the edge of the window covers nothing then."""
        size = self.page.viewport_size
        root = "document.documentElement"
        self.resize({**size, "height": max(self.page.evaluate(f"{root}.scrollHeight"), size["height"])})
        violations = Axe().run(self.page, options=AXE).response["violations"] if self.by_axe else []
        self.resize(size)
        for violation in violations:
            nodes = [node["html"][:120] for node in violation["nodes"][:3]]
            self.complaints.append(f"{self.page.url}: {violation['id']} {nodes}")
        if self.page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"):
            self.complaints.append(f"{self.page.url}: scrolls sideways at {self.page.viewport_size['width']}")
        self.seen.add(self.page.url)

    def open(self, address):
        answer = self.page.goto(address)
        assert answer.status < 400, f"{address}: {answer.status}"
        self.look()

    def press(self, selector):
        """Click what leads to another page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.look()

    def log_in(self, username, password):
        self.context.clear_cookies()
        self.open("/accounts/login/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", password)
        self.press("main button[type=submit], form button[type=submit]")
        assert "/accounts/login/" not in self.page.url, self.page.inner_text("body")

    def fill(self, values):
        """Fill fields by name; a list ticks boxes, True ticks one."""
        for name, value in values.items():
            field = self.page.locator(f"[name={name}]")
            if isinstance(value, list):
                for box in field.all():
                    box.set_checked(box.get_attribute("value") in value)
            elif value is True:
                field.check()
            elif field.first.evaluate("element => element.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def submit(self):
        self.press("main form[method=post] button[type=submit].btn-primary")
