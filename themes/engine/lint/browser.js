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
  const reports = [];
  for (const frame of document.querySelectorAll("iframe")) {
    const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
    frame.srcdoc = frame.dataset.page;
    await loaded;
    reports.push({ overflow: overflow(frame.contentDocument), missing: missing(frame.contentDocument) });
  }
  const report = document.createElement("pre");
  report.id = "report";
  report.textContent = JSON.stringify(reports);
  document.body.replaceChildren(report);
})();
