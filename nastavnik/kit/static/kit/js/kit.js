// Comforts only: every page works without this file.
"use strict";

// A menu closes when one clicks elsewhere or presses Escape.
const drops = () => document.querySelectorAll("details[data-drop][open]");
document.addEventListener("click", (event) => {
  for (const drop of drops()) if (!drop.contains(event.target)) drop.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const drop of drops()) {
    drop.open = false;
    drop.querySelector("summary").focus();
  }
});

// A file field says what lies in it, and shows that it will take what is dragged over it.
for (const box of document.querySelectorAll("[data-file]")) {
  const input = box.querySelector("input[type=file]");
  const names = box.querySelector("[data-file-names]");
  const say = () => {
    const [mega, kilo] = document.documentElement.lang.startsWith("ru") ? ["МБ", "КБ"] : ["MB", "KB"];
    const told = (number, unit) =>
      `${number.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} ${unit}`;
    const size = (bytes) =>
      bytes < 104858 ? told(Math.ceil(bytes / 1024), kilo) : told(bytes / 1048576, mega);
    names.textContent = [...input.files].map((file) => `${file.name} — ${size(file.size)}`).join("; ");
    names.hidden = input.files.length === 0;
  };
  input.addEventListener("change", say);
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.classList.add("is-over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("is-over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("is-over");
    if (input.disabled || event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    say();
  });
}

// A form is sent once: a second press while the first is under way does nothing. The server counts too.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 8000); // an answer that is a file leaves the page as it is
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
