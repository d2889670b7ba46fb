// Sends marks one after the other. A mark that could not be sent is tried again; for each place
// and kind only the newest state is sent, so that a retry never brings an old one back.
(() => {
  "use strict";

  const PATIENCE = 20000; // an answer that takes longer counts as none
  const LONGEST = 30000; // between two retries
  const house = (window.house = window.house || {});

  class Outbox {
    // `line`: the save state. `hear(answer)`: after each saved mark; `refused(errors)`: after a 422;
    // `closed(html)`: after a 409, when the form was sent from somewhere else.
    constructor(line, { hear, refused, closed }) {
      Object.assign(this, { line, hear, refused, closed });
      this.waiting = new Map(); // "f_groin-left/pain" -> {url, parts}
      this.sending = false;
      this.delay = 2000;
      const unsaved = house.unsaved || (() => false);
      house.unsaved = () => unsaved() || this.sending || this.waiting.size > 0;
      const again = () => document.visibilityState === "visible" && this.send();
      window.addEventListener("online", again);
      window.addEventListener("focus", again);
      document.addEventListener("visibilitychange", again);
      window.addEventListener("pagehide", () => {
        this.leaving = true; // nobody is left to wait for an answer
        this.waiting.forEach((message) => this.post(message));
      });
    }

    put(key, url, parts) {
      this.waiting.delete(key);
      this.waiting.set(key, { url, parts });
      if (this.leaving) this.post({ url, parts });
      else this.send();
    }

    say(state, time) {
      const word = this.line.dataset[`word${state[0].toUpperCase()}${state.slice(1)}`] || "";
      this.line.dataset.state = state;
      this.line.querySelector(".save-word").textContent = time ? `${word} ${time}` : word;
    }

    async send() {
      clearTimeout(this.retry);
      if (this.sending || !this.waiting.size) return;
      const [key, message] = this.waiting.entries().next().value;
      this.waiting.delete(key);
      this.sending = true;
      this.say("saving");
      const answer = await this.post(message);
      this.sending = false;
      if (await this.settled(answer)) {
        this.delay = 2000;
        this.send();
        return;
      }
      if (!this.waiting.has(key)) this.waiting.set(key, message);
      this.retry = setTimeout(() => this.send(), this.delay);
      this.delay = Math.min(this.delay * 2, LONGEST);
    }

    async post({ url, parts }) {
      const patience = new AbortController();
      const timer = setTimeout(() => patience.abort(), PATIENCE);
      try {
        return await fetch(url, {
          method: "POST",
          body: new URLSearchParams(parts),
          headers: { "X-Autosave": "1", "X-CSRFToken": house.token() },
          redirect: "manual",
          credentials: "same-origin",
          keepalive: true,
          signal: patience.signal,
        });
      } catch {
        return null;
      } finally {
        clearTimeout(timer);
      }
    }

    // Is this message done with? False: it has to be sent again.
    async settled(answer) {
      const status = answer ? answer.status : -1;
      if (status === 200) return this.arrived(await answer.json().catch(() => null));
      if (status === 422) {
        this.say("marked");
        this.refused((await answer.json().catch(() => ({}))).errors || {});
        return true;
      }
      if (status === 409) {
        this.say("refused");
        this.waiting.clear();
        this.closed(await answer.text());
        return true;
      }
      if (status === 403) {
        this.say("refused");
        return true;
      }
      if (status === 401 || (answer && answer.type === "opaqueredirect")) {
        house.signedOut(true);
        this.say("out");
        return false;
      }
      this.say("waiting");
      return false;
    }

    arrived(found) {
      if (!found) {
        this.say("waiting");
        return false;
      }
      house.signedOut(false);
      this.hear(found);
      if (this.waiting.size) return true;
      this.say("saved", found.saved_at);
      if (!house.unsaved()) document.dispatchEvent(new Event("house:saved"));
      return true;
    }
  }

  house.Outbox = Outbox;
})();
