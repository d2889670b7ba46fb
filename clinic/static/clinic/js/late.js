// A page that was left with words on their way: the next one may have been made before they came,
// and would show what stood there earlier. It is asked for once more, if nobody touched it yet.
// What is kept meanwhile is when that was, and never a word.
(() => {
  "use strict";

  const MARK = "house-late";
  const PAUSE = 600; // milliseconds; by then they have come
  const LONG_AGO = 10000; // somebody stayed after all
  const kept = window.sessionStorage;
  const house = window.house;

  const left = Number(kept.getItem(MARK));
  kept.removeItem(MARK);
  const note = () => house.unsaved() && kept.setItem(MARK, String(Date.now()));
  window.addEventListener("beforeunload", note);
  window.addEventListener("pagehide", note);

  if (Date.now() - left > LONG_AGO) return;
  const again = setTimeout(() => window.location.reload(), PAUSE);
  ["keydown", "pointerdown", "input"].forEach((name) => {
    document.addEventListener(name, () => clearTimeout(again), { capture: true, once: true });
  });
})();
