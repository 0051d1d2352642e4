// What the built-in themes add where a script may run. Everything works without it: choosing a variant then loads the
// page, a thumbnail is a link to its picture, lists scroll by hand, menus close by a second press, a countdown stands as
// a date, and other languages are in the menu.
"use strict";

const language = document.documentElement.lang;

document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(".drop[open], .facet[open]")) {
    const isSheet = open.closest("[popover]")?.matches(":popover-open");
    if (!open.contains(event.target) && !isSheet) open.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.(".drop[open], .facet[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

for (const steps of document.querySelectorAll("[data-steps]")) {
  const track = steps.closest("section").querySelector("[data-track]");
  const buttons = steps.querySelectorAll("[data-step]");
  const update = () => {
    const room = track.scrollWidth - track.clientWidth;
    const at = Math.abs(track.scrollLeft);
    steps.hidden = room < 8;
    buttons[0].disabled = at < 8;
    buttons[1].disabled = at > room - 8;
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const sign = document.documentElement.dir === "rtl" ? -1 : 1;
      track.scrollBy({ left: sign * Number(button.dataset.step) * track.clientWidth * 0.9 });
    });
  }
  track.addEventListener("scroll", update, { passive: true });
  new ResizeObserver(update).observe(track);
}

for (const clock of document.querySelectorAll("[data-countdown]")) {
  const end = Date.parse(`${clock.dataset.countdown.slice(0, 10)}T23:59:59`);
  const units = [["day", 86400], ["hour", 3600], ["minute", 60]];
  const tick = () => {
    let left = Math.floor((end - Date.now()) / 1000);
    clock.hidden = false;
    if (!(left > 0)) {
      clock.textContent = clock.dataset.over;
      return;
    }
    clock.replaceChildren(...units.map(([unit, size]) => {
      const part = document.createElement("span");
      part.textContent = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(Math.floor(left / size));
      left %= size;
      return part;
    }));
    setTimeout(tick, 30000);
  };
  tick();
}

// A variant is fetched as its own page and only the parts that differ are exchanged, so that the shopper stays in place.
let latest = "";
async function choose(url, pick) {
  latest = url;
  const product = document.querySelector("[data-product]");
  product.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (latest !== url) return;
    for (const part of product.querySelectorAll("[data-part]")) {
      const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
      if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
    }
    watch();
    document.title = page.title;
    history.replaceState(null, "", url);
    product.removeAttribute("aria-busy");
    product.querySelector(`[data-pick="${CSS.escape(pick)}"]`)?.focus({ preventScroll: true });
  } catch {
    location.assign(url);
  }
}

// A thumbnail moves the row of pictures and leaves the page where it is.
function show(hash) {
  const shot = document.querySelector(hash);
  const track = shot.closest("[data-track]");
  track.scrollBy({ left: shot.getBoundingClientRect().left - track.getBoundingClientRect().left });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-pick], a[data-shot]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.dataset.pick) choose(link.href, link.dataset.pick);
  else show(link.hash);
});

// On a phone the bar at the bottom gives way while the form itself is in sight.
const watcher = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) target.closest("[data-product]").classList.toggle("buying", isIntersecting);
}, { rootMargin: "-64px 0px" });
function watch() {
  watcher.disconnect();
  const form = document.querySelector("[data-product] form[data-buy]");
  if (form) watcher.observe(form);
}
watch();

// The count beside the way to the cart is each visitor's own, so it is asked for; a page by itself is everybody's.
const counter = document.querySelector("[data-cart-count]");
function count({ count: number, number: written, text }) {
  if (!counter) return;
  counter.hidden = !number;
  counter.querySelector("[data-number]").textContent = written;
  counter.querySelector("[data-text]").textContent = text;
}
if (counter && /(^|; )has_cart=1/.test(document.cookie)) {
  fetch(counter.dataset.cartCount).then((answer) => answer.json()).then(count).catch(() => {});
}

// A thing is put into the cart without leaving its page; where that fails, the form is sent as it would have been.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-buy]");
  if (!form) return;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  const fields = new URLSearchParams(new FormData(form));
  fields.set("answer", "json");
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields });
    const facts = await answer.json();
    const said = form.querySelector("[data-said]");
    count(facts);
    said.hidden = false;
    said.classList.toggle("buy__said--no", !answer.ok);
    said.querySelector("[data-message]").textContent = facts.message;
    said.querySelector("[data-go]").hidden = !facts.count;
    said.scrollIntoView({ block: "nearest" });
  } catch {
    form.submit();
  }
  form.ariaBusy = "false";
});

// A language that suits the visitor better is offered, in its own words, and nobody is led there: a page by itself is
// everybody's. It is asked for once a visit of each view, and no more once somebody has chosen a view or said no.
const views = document.querySelector("[data-view-offer]");

// Most visitors read the page's own language: only who may be better served asks, since no cache can answer for them.
function isAnotherWanted(links) {
  const base = (tag) => tag.split("-")[0].toLowerCase();
  const wanted = navigator.languages.map(base).find((each) => links.some((link) => base(link.hreflang) === each));
  return links.some((link) => base(link.hreflang) === wanted && link.matches("[data-same-page]:not([aria-current])"));
}

async function offerView() {
  const market = views.querySelector("[aria-current]").closest("ul");
  const address = views.dataset.viewOffer;
  if (localStorage.getItem("view-chosen") || !isAnotherWanted([...market.querySelectorAll("[hreflang]")])) return;
  let told = sessionStorage.getItem(address);
  if (told === null) {
    const answer = await fetch(address);
    told = answer.status === 200 ? await answer.text() : "";
    sessionStorage.setItem(address, told);
  }
  if (!told) return;
  const offer = JSON.parse(told);
  const way = market.querySelector(`[data-same-page][hreflang="${CSS.escape(offer.language)}"]:not([aria-current])`);
  if (!way) return;
  const place = document.createElement("div");
  const box = document.createElement("section");
  const go = document.createElement("a");
  const stay = document.createElement("button");
  place.className = "view-offer";
  box.className = "view-offer__box";
  Object.assign(box, { lang: offer.language, dir: offer.direction, ariaLabel: offer.title });
  Object.assign(go, { className: "view-offer__go", href: way.href, hreflang: offer.language, textContent: offer.go });
  Object.assign(stay, { className: "view-offer__stay", type: "button", textContent: offer.stay });
  stay.addEventListener("click", () => {
    localStorage.setItem("view-chosen", "1");
    place.remove();
  });
  box.append(go, stay);
  place.append(box);
  document.querySelector(".skip").after(place);
}

if (views) {
  document.addEventListener("click", (event) => {
    if (event.target.closest(".views a")) localStorage.setItem("view-chosen", "1");
  });
  offerView().catch(() => {});
}
