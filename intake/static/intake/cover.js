// After a quiet while the answers are hidden: on somebody's own phone as on the clinic's tablet.
// The page turns blank at once, also without a network; what is unsaved is sent, and then it leaves.
(() => {
  "use strict";

  const body = document.body;
  const limit = Number(body.dataset.coverSeconds || 0) * 1000;
  if (!limit) return;

  const house = (window.house = window.house || {});
  const tellEvery = limit / 20; // the server hears of life this often
  const signs = ["keydown", "pointerdown", "pointermove", "wheel", "touchmove", "scroll"];
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("house-cover") : null;
  let lastSign = Date.now();
  let lastTold = Date.now();
  let covered = false;
  let signedOut = false; // the server has ended this session: the page itself knows where to go

  const blank = () => body.classList.add("is-blank");

  const tell = () => {
    lastTold = Date.now();
    fetch(body.dataset.hereUrl, { method: "HEAD", redirect: "manual", cache: "no-store" }).catch(
      () => {},
    );
  };

  const sign = () => {
    if (covered) return;
    const now = Date.now();
    if (now - lastSign > 1000 && channel) channel.postMessage("alive");
    lastSign = now;
    if (now - lastTold > tellEvery) tell();
  };

  const goAway = () => {
    document.dispatchEvent(new Event("house:leaving"));
    const here = encodeURIComponent(window.location.pathname + window.location.search);
    const coverUrl = `${body.dataset.coverUrl}?next=${here}`;
    window.location.replace(signedOut ? body.dataset.startUrl : coverUrl);
  };

  // Without a network there is nowhere to go: stay, blank, until it is back.
  const leave = () => {
    if (navigator.onLine === false) window.addEventListener("online", goAway, { once: true });
    else goAway();
  };

  const cover = () => {
    covered = true;
    blank();
    if (!house.unsaved || !house.unsaved()) return leave();
    document.getElementById("cover-note").hidden = false;
    document.getElementById("cover-go").addEventListener("click", goAway); // words that cannot be saved
    document.addEventListener("house:saved", leave, { once: true });
    if (house.flush) house.flush();
    return undefined;
  };

  const look = () => {
    if (!covered && Date.now() - lastSign >= limit) cover();
  };

  const said = house.signedOut;
  house.signedOut = (yes) => {
    signedOut = signedOut || yes;
    if (said) said(yes);
  };

  if (channel) {
    channel.onmessage = () => {
      if (!covered) lastSign = Date.now();
    };
  }
  signs.forEach((name) => {
    document.addEventListener(name, sign, { passive: true, capture: true });
  });
  setInterval(look, 250);
  document.addEventListener("visibilitychange", look); // timers sleep while a tablet does

  // What the browser keeps for its Back button is a blank page; app.js then asks the server.
  window.addEventListener("pagehide", blank);
})();
