// A comfort only: without this file the form is saved by its button, as everywhere.
// <form data-autosave data-offline="…"> is sent to its own address while one types; the answer says what is true.
// The form carries «base», the marks of its parts as they were shown: what others write meanwhile is not lost.
"use strict";

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const PAUSE = 3000;
  const said = form.querySelector("[data-autosave-said]");
  const sign = () => {
    const data = new FormData(form);
    data.delete("form_key"); // the key is for the button: it counts the form as sent once
    return data;
  };
  const text = (data) => new URLSearchParams([...data].filter(([name]) => !["version", "base"].includes(name))).toString();
  let timer, pause = PAUSE, saved = text(sign()), under_way = false, stopped = false;

  const say = (words, tone) => {
    said.textContent = words;
    said.hidden = false;
    said.classList.toggle("strong", tone === "bad");
  };

  // Others have written a part that one has not touched: it is shown, unless one is just in it.
  const take = (answer, sent) => {
    form.elements.version.value = answer.version;
    const base = answer.base;
    for (const [name, theirs] of Object.entries(answer.others)) {
      const field = form.elements[name];
      const mine = field && field.value.replace(/\r\n/g, "\n").trim();
      if (!field || field === document.activeElement || mine !== sent.get(name).replace(/\r\n/g, "\n").trim()) continue;
      field.value = theirs.text;
      base[name] = theirs.mark;
    }
    form.elements.base.value = JSON.stringify(base);
  };

  const save = async (leaving) => {
    clearTimeout(timer);
    const data = sign();
    if (stopped || under_way || form.dataset.sent || text(data) === saved) return;
    under_way = true;
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST", body: new URLSearchParams(data), headers: { "X-Autosave": "1" },
        credentials: "same-origin", keepalive: leaving === true,
      });
      if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) throw new Error("no answer");
      const told = await answer.json();
      if (told.outcome === "saved") take(told, data);
      stopped = told.outcome === "clash"; // both have written the same: the button shows the two side by side
      say(told.said, told.outcome === "saved" ? "" : "bad");
      saved = text(data);
    } catch {
      say(form.dataset.offline, "bad");
      pause = 5 * PAUSE;
    } finally {
      under_way = false;
    }
    if (text(sign()) !== saved) wait();
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
    pause = PAUSE;
  };

  form.addEventListener("input", wait);
  form.addEventListener("change", wait);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
}
