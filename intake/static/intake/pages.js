// The client's pages: characters counted, the guardian's part for a minor, and errors in sight.
(() => {
  "use strict";

  const letters = (text) => Array.from(text).length; // as the server counts them

  const count = (line) => {
    const field = document.getElementById(line.dataset.of);
    const most = Number(line.dataset.most);
    if (!field) return;
    const show = () => {
      const left = most - letters(field.value.trim().replace(/\r\n/g, "\n"));
      const words = left < 0 ? line.dataset.over : line.dataset.left;
      line.textContent = words.replace("{count}", String(Math.abs(left)));
      line.classList.toggle("is-near", left >= 0 && left <= most / 10);
      line.classList.toggle("is-over", left < 0);
    };
    field.addEventListener("input", show);
    show();
  };

  // Whole years today, or NaN while no day is typed.
  const age = (day) => {
    const born = new Date(`${day}T12:00:00`);
    const now = new Date();
    const had =
      now.getMonth() > born.getMonth() ||
      (now.getMonth() === born.getMonth() && now.getDate() >= born.getDate());
    return now.getFullYear() - born.getFullYear() - (had ? 0 : 1);
  };

  const guardian = document.querySelector("[data-minor-age]");
  const birthday = document.querySelector('input[name="date_of_birth"]');
  if (guardian && birthday) {
    const look = () => {
      const years = age(birthday.value);
      guardian.hidden = !(years >= 0 && years < Number(guardian.dataset.minorAge));
    };
    birthday.addEventListener("change", look);
    look();
  }

  // A link to a question also puts the keyboard there, and opens what it stands in.
  const go = (place) => {
    if (!place) return;
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    const field = place.matches("input, select, textarea")
      ? place
      : place.querySelector("input:not([type=hidden]), select, textarea");
    if (field) field.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
  };
  const aim = () => document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  document.querySelectorAll(".faults a").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(document.getElementById(decodeURIComponent(link.hash.slice(1))));
    }),
  );
  const faults = document.getElementById("faults");
  if (faults) faults.focus();
  else if (window.location.hash.startsWith("#div_id_")) go(aim());

  document.querySelectorAll("[data-most]").forEach(count);
})();
