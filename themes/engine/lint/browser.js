// Runs beside the frames that hold the pages: measures each and leaves a report as JSON.
(async () => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 32;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const drawn = (text, font) => {
    pen.clearRect(0, 0, 32, 32);
    pen.font = font;
    pen.fillText(text, 4, 24);
    return pen.getImageData(0, 0, 32, 32).data.join();
  };
  const name = (element) => {
    const kind = element.getAttribute("class");
    return element.localName + (kind ? "." + kind.trim().split(/\s+/)[0] : "");
  };
  const scrolls = (element, root) => {
    for (let up = element.parentElement; up && up !== root; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const overflow = (page) => {
    const root = page.documentElement;
    const width = root.clientWidth;
    if (root.scrollWidth <= width + 1) return "";
    const wide = [...page.body.querySelectorAll("*")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && (box.right > width + 1 || box.left < -1) && !scrolls(element, root);
    });
    return wide.length ? name(wide[wide.length - 1]) : "the page";
  };
  const missing = (page) => {
    const family = getComputedStyle(page.body).fontFamily;
    const font = `20px ${family}`;
    const nothing = drawn("\u{10FFFE}", font);
    const letters = new Set([...page.body.innerText].filter((letter) => /[\p{L}\p{N}\p{S}]/u.test(letter)));
    return [...letters].filter((letter) => drawn(letter, font) === nothing).slice(0, 10).join(" ");
  };
  // A price stands with its “from” in one <bdi>, or alone.
  const broken = (page, prices) => {
    const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    const range = page.createRange();
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      const price = prices.find((each) => data.includes(each));
      if (!price || getComputedStyle(parentElement).clipPath !== "none") continue;
      const whole = parentElement.closest("bdi");
      range.setStart(whole ?? walker.currentNode, whole ? 0 : data.indexOf(price));
      range.setEnd(whole ?? walker.currentNode, whole ? whole.childNodes.length : data.indexOf(price) + price.length);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
      const lowest = Math.max(...boxes.map((box) => box.top));
      if (boxes.some((box) => (box.top + box.bottom) / 2 <= lowest)) return `${price} in ${name(parentElement)}`;
    }
    return "";
  };
  const reports = [];
  for (const frame of document.querySelectorAll("iframe")) {
    const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
    frame.srcdoc = frame.dataset.page;
    await loaded;
    const page = frame.contentDocument;
    reports.push({
      overflow: overflow(page),
      broken: broken(page, JSON.parse(frame.dataset.prices)),
      missing: missing(page),
    });
  }
  const report = document.createElement("pre");
  report.id = "report";
  report.textContent = JSON.stringify(reports);
  document.body.replaceChildren(report);
})();
