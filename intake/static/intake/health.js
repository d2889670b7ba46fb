// The health page: "none of these" without a new page, rows that grow, and a stop at a red note.
// Everything here also works without it, one press of a button later. Saving is save.js's work.
(() => {
  "use strict";

  const root = document.getElementById("health");
  if (!root) return;
  const OPENED_BY = ["yes", "unsure"];
  const unread = new Set(); // red notes that came to stand and were not stopped at

  const touched = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));
  const radios = (question) => question.querySelectorAll(":scope > .ask .answers input");
  const value = (question) => {
    const chosen = Array.from(radios(question)).find((radio) => radio.checked);
    return chosen ? chosen.value : "";
  };
  const open = (group) =>
    Array.from(group.querySelectorAll(".question")).filter((question) => !value(question));

  // The button says what it would do now; it keeps the keyboard when there is nothing left to do.
  const count = (group) => {
    const button = group.querySelector(".none-of-these");
    const left = open(group).length;
    const all = group.querySelectorAll(".question").length;
    group.classList.toggle("is-done", !left);
    button.classList.toggle("is-done", !left);
    if (left) button.removeAttribute("aria-disabled");
    else button.setAttribute("aria-disabled", "true");
    const word = left === all ? "none" : left ? "rest" : "done";
    button.querySelector(".word").textContent = button.dataset[word];
  };

  const none = (group) => {
    open(group).forEach((question) => {
      const no = Array.from(radios(question)).find((radio) => radio.value === "no");
      no.checked = true;
      touched(no);
    });
    const name = group.querySelector(".group-title").textContent.trim();
    document.getElementById("health-news").textContent = `${root.dataset.wordNone} ${name}`;
  };

  // The same conditions as on the server (intake/told.py); a blank fulfils nothing.
  const fits = (when, told) => {
    if (when.all) return when.all.every((part) => fits(part, told));
    if (when.any) return when.any.some((part) => fits(part, told));
    const values = when.field ? told(when.field) : [];
    if (!values.length) return false;
    if ("is" in when) {
      const wanted = typeof when.is === "boolean" ? (when.is ? "yes" : "no") : String(when.is);
      if (values[0] !== wanted) return false;
    }
    if ("any_of" in when && !values.some((one) => when.any_of.includes(one))) return false;
    return !("at_least" in when) || Number(values[0].replace(",", ".")) >= when.at_least;
  };

  const told = (question) => (field) => {
    const code = question.dataset.code;
    const fields = Array.from(question.querySelectorAll(`[name="f-${code}-${field}"]`));
    return fields
      .filter((one) => (/radio|checkbox/.test(one.type) ? one.checked : one.value.trim()))
      .map((one) => one.value.trim());
  };

  // The notes that stand now: the question's own, and the first that its follow-ups bring up.
  const notes = (question) => {
    const yes = OPENED_BY.includes(value(question));
    let first = true;
    question.querySelectorAll(":scope > .note-now").forEach((note) => {
      const when = note.dataset.when && JSON.parse(note.dataset.when);
      const known = when && !Object.keys(when).length; // only the server can tell
      const due = known ? note.classList.contains("stands") : first && when && fits(when, told(question));
      const stands = yes && (!when || due);
      if (when && stands) first = false;
      if (stands && !note.classList.contains("stands")) unread.add(note);
      if (!stands) unread.delete(note);
      note.classList.toggle("stands", stands);
    });
  };

  const answered = (question) => {
    const yes = OPENED_BY.includes(value(question));
    question.classList.toggle("is-open", yes);
    // What was told after an earlier yes stands on the page again, so it is saved again.
    if (!yes) return;
    question.querySelectorAll(".follow-ups :is(input, select, textarea)").forEach((field) => {
      if (/radio|checkbox/.test(field.type) ? field.checked : field.value) touched(field);
    });
  };

  root.addEventListener("change", (event) => {
    const question = event.target.closest(".question");
    if (!question) return;
    notes(question);
    if (!event.target.name.startsWith("q-")) return;
    answered(question);
    count(event.target.closest(".group"));
  });

  // Another row: a copy of the last one, emptied, under the next free number.
  const another = (list) => {
    const rows = list.querySelectorAll(".follow-row");
    const last = rows[rows.length - 1];
    const start = `${list.dataset.name}-`;
    const place = (field) => Number(field.name.slice(start.length).split("-")[0]);
    const taken = new Set(Array.from(list.querySelectorAll("[name]"), place));
    let free = 0;
    while (taken.has(free)) free += 1;
    if (free >= Number(list.dataset.most)) return;
    const row = last.cloneNode(true);
    const old = `${start}${place(last.querySelector("[name]"))}-`;
    row.querySelectorAll(".field-error").forEach((sentence) => sentence.remove());
    row.querySelectorAll("[name], [for], [id], [aria-labelledby]").forEach((part) => {
      ["name", "id", "for", "aria-labelledby"].forEach((key) => {
        const word = part.getAttribute(key);
        if (word) part.setAttribute(key, word.replace(old, `${start}${free}-`));
      });
      part.removeAttribute("aria-invalid");
      part.classList.remove("is-invalid");
      if (/radio|checkbox/.test(part.type)) part.checked = false;
      else if ("value" in part) part.value = "";
    });
    last.after(row);
    list.querySelector(".add-another").hidden = taken.size && rows.length + 1 >= list.dataset.most;
    row.querySelector("[name]").focus();
  };

  root.addEventListener("click", (event) => {
    const pressed = event.target.closest(".none-of-these");
    if (pressed) {
      event.preventDefault();
      if (!pressed.hasAttribute("aria-disabled")) none(pressed.closest(".group"));
    }
    const more = event.target.closest(".add-another");
    if (more) another(more.closest(".follow-list"));
  });
  root.querySelectorAll(".follow-list").forEach((list) => {
    const rows = list.querySelectorAll(".follow-row").length;
    list.querySelector(".add-another").hidden = rows >= Number(list.dataset.most);
  });

  // Onward once the red note was read: the first press stops at it. Before save.js hears of it.
  window.addEventListener(
    "submit",
    (event) => {
      const go = event.submitter ? event.submitter.value : "next";
      const [note] = unread;
      if (go !== "next" || !note || !note.isConnected) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      unread.clear();
      note.tabIndex = -1;
      note.scrollIntoView({ block: "center" });
      note.focus({ preventScroll: true });
    },
    true,
  );

  const reveal = () => {
    const place = window.location.hash.length > 1 && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    const shut = place && place.closest("details:not([open])");
    if (shut) shut.open = true;
  };
  window.addEventListener("hashchange", reveal);
  reveal();
})();
