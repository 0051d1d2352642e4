// Makes our own pages quicker: a choice that changes the sums is sent by itself, a second click sends nothing.
document.documentElement.classList.add("has-script");

const notice = document.getElementById("notice");
if (notice) notice.focus();

for (const field of document.querySelectorAll("[data-updates]")) {
  field.addEventListener("change", () => {
    const form = field.form;
    const button = form.querySelector("button[value=update]");
    if (button) form.requestSubmit(button);
  });
}

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    if (event.submitter && event.submitter.value === "order") form.dataset.sent = "1"; // the button keeps its name: it is part of what is sent
  });
}
// A page that comes back from the browser's memory may send again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) delete form.dataset.sent;
});

// A page that was sent by itself comes back where the reader was.
const place = "own-place";
addEventListener("submit", (event) => {
  if (event.submitter && event.submitter.value === "update") sessionStorage.setItem(place, String(scrollY));
});
const kept = sessionStorage.getItem(place);
if (kept !== null) {
  sessionStorage.removeItem(place);
  scrollTo(0, Number(kept));
}
