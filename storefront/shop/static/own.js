// Makes our own pages quicker. Without it, every page works by its buttons.
document.documentElement.classList.add("has-script");

const notice = document.getElementById("notice");
if (notice) notice.focus();

// A choice that changes the sums is sent by itself, and only what follows from it is shown anew: no field loses what
// is being typed in it, nor the reader their place.
let update = null; // the name of the field that is being followed up
let next = null; // and of the one after it

async function showAnew(form, changed) {
  if (update) return void (next = changed);
  const data = new FormData(form);
  const address = new URL(form.getAttribute("action"), location.href); // `form.action` is a button here
  data.set("action", "update");
  update = changed;
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, {
      method: "POST",
      body: new URLSearchParams(data),
      credentials: "same-origin",
    });
    if (!answer.ok || new URL(answer.url).pathname !== address.pathname) return location.assign(answer.url);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of form.querySelectorAll("[data-part]")) {
      if (part.dataset.part === "fields" && changed !== "country") continue;
      if (part.dataset.part === "bill" && !["bill_country", "vat_number"].includes(changed)) continue;
      const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
      if (fresh) replaced(part, document.importNode(fresh, true));
    }
  } catch {
    return form.requestSubmit(form.querySelector("button[value=update]"));
  } finally {
    update = null;
  }
  if (next) {
    const following = next;
    next = null;
    return showAnew(form, following);
  }
  form.removeAttribute("aria-busy");
  form.dispatchEvent(new Event("updated"));
}

function replaced(part, fresh) {
  const held = part.contains(document.activeElement) ? document.activeElement : null;
  const open = [...part.querySelectorAll("details")].map((each) => each.open);
  for (const typed of part.querySelectorAll("input[type=text], input:not([type])")) {
    const same = fresh.querySelector(`input[name="${typed.name}"]`);
    if (same && !same.value) same.value = typed.value;
  }
  part.replaceWith(fresh);
  fresh.querySelectorAll("details").forEach((each, place) => (each.open = open[place] || false));
  if (!held) return;
  const same = [...fresh.querySelectorAll("input, select, button, summary")].find(
    (each) => each.tagName === held.tagName && each.name === held.name && (each.type !== "radio" || each.value === held.value),
  );
  if (same) same.focus({ preventScroll: true });
}

addEventListener("change", (event) => {
  if (event.target.matches("[data-updates]")) showAnew(event.target.form, event.target.name);
});

// An order waits for the sums that belong to it, and a second click sends nothing.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || button.value !== "order") return;
    if (update) {
      event.preventDefault();
      form.addEventListener("updated", () => form.requestSubmit(form.querySelector("button[value=order]")), { once: true });
    } else if (form.dataset.sent) {
      event.preventDefault();
    } else {
      form.dataset.sent = "1";
    }
  });
}
// A page that comes back from the browser's memory may send again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) delete form.dataset.sent;
});

// Passkeys, in browsers that have them. The browser asks its owner; what comes of it is sent as any form is.
if (globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      askForPasskey(form, event.submitter);
    });
  }
}

async function askForPasskey(form, button) {
  const isNew = form.dataset.passkey === "create";
  const said = form.querySelector("[data-said]");
  said.hidden = button.disabled = true;
  try {
    const body = new URLSearchParams({ action: isNew ? "new" : "sign-in" });
    const answer = await fetch(form.dataset.options, { method: "POST", body, credentials: "same-origin" });
    const told = await answer.json();
    const made = isNew
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(told) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(told) });
    form.elements.credential.value = JSON.stringify(made.toJSON());
    form.submit();
  } catch {
    said.hidden = button.disabled = false;
  }
}
