// What every page needs: fresh form tokens, the "signed out" banner, and the lock after a quiet while.
// Nothing a person typed is ever put into browser storage.
(() => {
  "use strict";

  const body = document.body;
  const byId = (id) => document.getElementById(id);
  const house = (window.house = window.house || {});

  // The token is read from the cookie at the last moment, because signing in renews it.
  house.token = () => {
    const name = `${body.dataset.csrfCookie || "csrftoken"}=`;
    const cookie = document.cookie.split("; ").find((part) => part.startsWith(name));
    return cookie ? decodeURIComponent(cookie.slice(name.length)) : "";
  };

  document.addEventListener("htmx:configRequest", (event) => {
    const token = house.token();
    if (token) event.detail.headers["X-CSRFToken"] = token;
  });

  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector('input[name="csrfmiddlewaretoken"]');
    const token = house.token();
    if (field && token) field.value = token;
  });

  // Signed out while the page is open: say so, and leave the words where they are.
  house.signedOut = (yes) => {
    const banner = byId("session-ended");
    if (banner) banner.hidden = !yes;
  };
  document.addEventListener("session-ended", () => house.signedOut(true));
  document.addEventListener("htmx:afterRequest", (event) => {
    const answer = event.detail.xhr;
    if (answer && answer.status >= 200 && answer.status < 300) house.signedOut(false);
  });

  // A page that comes back from the browser's memory could show what should be gone.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });

  // Pages of whoever worked here are gone from every tab once the tablet is with a client.
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("house-alive") : null;
  if (channel && "handedOver" in body.dataset) channel.postMessage("gone");

  // One open menu at a time; Escape and a touch elsewhere close it.
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.account[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.account[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // A part that was swapped in may ask for the keyboard.
  document.addEventListener("htmx:afterSettle", (event) => {
    const wanted = event.detail.elt && event.detail.elt.querySelector("[data-focus]");
    if (wanted) wanted.focus();
  });

  // --- The quiet quarter of an hour --------------------------------------------------------
  const limit = Number(body.dataset.idleSeconds || 0) * 1000;
  if (!limit) return;

  const warnBefore = Math.min(120000, limit / 4);
  const aliveEvery = Math.min(240000, limit / 4);
  let lastSign = Date.now();
  let lastContact = Date.now();
  let locked = false;

  const contact = () => {
    lastContact = Date.now();
    if (!body.dataset.aliveUrl) return;
    fetch(body.dataset.aliveUrl, { method: "HEAD", redirect: "manual", cache: "no-store" }).catch(
      () => {},
    );
  };

  const sign = () => {
    if (locked) return;
    const now = Date.now();
    if (now - lastSign > 1000 && channel) channel.postMessage("alive");
    lastSign = now;
    if (now - lastContact > aliveEvery) contact();
  };

  const blank = () => body.classList.add("is-blank");

  const gone = () => {
    locked = true;
    blank();
    document.dispatchEvent(new Event("house:leaving"));
    window.location.replace(body.dataset.aliveUrl);
  };

  if (channel) {
    channel.onmessage = (event) => {
      if (event.data === "gone") gone();
      else if (!locked) lastSign = Date.now();
    };
  }
  ["keydown", "pointerdown", "wheel", "touchmove"].forEach((name) => {
    document.addEventListener(name, sign, { passive: true, capture: true });
  });
  document.addEventListener("htmx:afterRequest", () => {
    lastContact = Date.now();
  });

  const leave = () => {
    document.dispatchEvent(new Event("house:leaving"));
    const next = encodeURIComponent(window.location.pathname + window.location.search);
    window.location.replace(`${body.dataset.lockUrl}?next=${next}`);
  };

  const lock = () => {
    locked = true;
    blank();
    if (house.unsaved && house.unsaved()) {
      // Leaving now would lose words: wait, covered, until they are safe.
      house.signedOut(true);
      document.addEventListener("house:saved", leave, { once: true });
    } else {
      leave();
    }
  };

  const look = () => {
    if (locked) return;
    const quiet = Date.now() - lastSign;
    const warning = byId("idle-warning");
    if (warning) warning.hidden = quiet < limit - warnBefore;
    if (quiet >= limit) lock();
    else if (quiet >= limit - warnBefore && house.flush) house.flush();
  };

  const stay = byId("idle-stay");
  if (stay) {
    stay.addEventListener("click", () => {
      lastSign = Date.now();
      contact();
      look();
    });
  }
  setInterval(look, 1000);

  // What the browser keeps for its Back button is a blank page; coming back to it asks the server.
  window.addEventListener("pagehide", blank);
  document.addEventListener("visibilitychange", look); // timers sleep while a tablet does
})();
