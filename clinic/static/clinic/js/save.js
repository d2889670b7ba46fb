// Autosave for forms with `data-autosave`: nothing typed is lost, nothing is saved twice.
// One request at a time; a retry repeats the same words under the same key.
(() => {
  "use strict";

  const REST = 800; // milliseconds without typing before a save
  const PATIENCE = 20000; // an answer that takes longer counts as none
  const LONGEST = 30000; // between two retries
  const house = (window.house = window.house || {});
  const drafts = new Set();

  const newKey = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  class Draft {
    constructor(form) {
      this.form = form;
      this.line = form.querySelector(".save-state") || document.querySelector(".save-state");
      this.changed = new Set(); // names touched since the last message was packed
      this.message = null; // what is on its way, kept until it has arrived
      this.sending = false;
      this.stopped = false;
      this.marked = false;
      this.replaced = {}; // sentences about what was typed over another tab's words; they stay
      this.delay = 2000;
      this.resume = null; // the button that waits for the words to be safe
      form.addEventListener("input", (event) => this.touch(event.target));
      form.addEventListener("change", (event) => this.touch(event.target));
    }

    get unsaved() {
      return this.changed.size > 0 || this.message !== null || this.marked;
    }

    touch(field) {
      if (this.stopped || !field.name || field.type === "file" || "noSave" in field.dataset) return;
      this.changed.add(field.name);
      this.marked = false;
      clearTimeout(this.rest);
      this.rest = setTimeout(() => this.send(), REST);
    }

    say(state, time) {
      if (!this.line) return;
      const word = this.line.dataset[`word${state[0].toUpperCase()}${state.slice(1)}`] || "";
      const text = this.line.querySelector(".save-word") || this.line;
      this.line.dataset.state = state;
      text.textContent = time ? `${word} ${time}` : word;
    }

    pack() {
      const onlyChanged = this.form.dataset.autosave === "field";
      const hidden = new Set();
      this.form.querySelectorAll('input[type="hidden"]').forEach((field) => hidden.add(field.name));
      const parts = [];
      for (const [name, value] of new FormData(this.form)) {
        if (name === "csrfmiddlewaretoken" || name === "key" || value instanceof File) continue;
        if (name === "seen") parts.push([name, this.seenOf(value)]);
        else if (!onlyChanged || hidden.has(name) || this.changed.has(name)) parts.push([name, value]);
      }
      // An emptied checkbox sends nothing by itself; its name tells that it was touched.
      if (onlyChanged) this.changed.forEach((name) => parts.push(["changed", name]));
      // A button waits for it: what another tab changed is asked about, as the button would.
      if (this.resume && this.form.elements.seen) parts.push(["asks", "1"]);
      parts.push(["key", newKey()]);
      this.changed.clear();
      this.message = parts;
    }

    // What the page showed of the fields that go along, so that another tab's words are noticed.
    seenOf(value) {
      return value
        .split(" ")
        .filter((part) => this.changed.has(part.split(":")[0]))
        .join(" ");
    }

    async send() {
      clearTimeout(this.rest);
      clearTimeout(this.retry);
      if (this.sending || this.stopped) return;
      if (!this.message) {
        if (!this.changed.size) return;
        this.pack();
      }
      this.sending = true;
      this.say("saving");
      const answer = await this.post();
      this.sending = false;
      await this.hear(answer);
    }

    // The page goes for good. What it still waits for goes along once more, in its newest words;
    // a whole draft has its version on the way and cannot.
    last() {
      if (!this.sending || this.form.dataset.autosave !== "field") return this.send();
      if (this.stopped || !this.changed.size) return undefined;
      this.unpack();
      this.pack();
      return this.post();
    }

    unpack() {
      this.message.forEach(([name, value]) => name === "changed" && this.changed.add(value));
      this.message = null;
    }

    // A button was pressed. What lies here for a retry is packed anew, so that it asks.
    before(button) {
      this.resume = button;
      if (this.sending) return;
      if (this.message && this.form.dataset.autosave === "field") this.unpack();
      this.send();
    }

    async post() {
      const data = new FormData();
      let length = 0;
      this.message.forEach(([name, value]) => {
        data.append(name, value);
        length += name.length + value.length + 100;
      });
      const patience = new AbortController();
      const timer = setTimeout(() => patience.abort(), PATIENCE);
      try {
        return await fetch(this.form.dataset.autosaveUrl || this.form.getAttribute("action") || "", {
          method: "POST",
          body: data,
          headers: { "X-Autosave": "1", "X-CSRFToken": house.token() },
          redirect: "manual",
          credentials: "same-origin",
          keepalive: length < 30000,
          signal: patience.signal,
        });
      } catch {
        return null;
      } finally {
        clearTimeout(timer);
      }
    }

    async hear(answer) {
      const status = answer ? answer.status : -1;
      if (status === 200) return this.arrived(await answer.json().catch(() => null));
      if (status === 422) return this.refused(await answer.json().catch(() => ({})));
      if (status === 409) return this.overtaken(await answer.text());
      // Both wait until the person comes back to this page, and then try again.
      if (status === 403) return this.say("refused");
      if (status === 401 || (answer && answer.type === "opaqueredirect")) {
        house.signedOut(true);
        return this.say("out");
      }
      return this.later();
    }

    later() {
      this.say("waiting");
      this.retry = setTimeout(() => this.send(), this.delay);
      this.delay = Math.min(this.delay * 2, LONGEST);
    }

    // The button does not go on by itself; the person looks at this field first.
    stay(name) {
      this.resume = null;
      const field = name && this.form.querySelector(`[name="${CSS.escape(name)}"]`);
      if (field) field.focus();
    }

    setVersion(answer) {
      const field = this.form.querySelector('[name="version"]');
      if (field && answer.version !== undefined) field.value = answer.version;
      Object.assign(this.replaced, answer.replaced);
      // What was on its way when the button was pressed is told before the page is left.
      if (this.resume && answer.replaced) this.stay(Object.keys(answer.replaced)[0]);
      const seen = this.form.querySelector('[name="seen"]');
      if (!seen || !answer.seen) return;
      const parts = seen.value.split(" ").filter(Boolean);
      const kept = new Map(parts.map((part) => part.split(":")));
      Object.entries(answer.seen).forEach(([name, mark]) => kept.set(name, mark));
      seen.value = Array.from(kept, (part) => part.join(":")).join(" ");
    }

    arrived(answer) {
      if (!answer) return this.later(); // not the answer of our server
      this.message = null;
      this.delay = 2000;
      this.setVersion(answer);
      this.mark();
      house.signedOut(false);
      if (this.changed.size) {
        this.rest = setTimeout(() => this.send(), this.resume ? 0 : REST);
        return undefined;
      }
      this.say("saved", answer.saved_at);
      if (this.resume) {
        const button = this.resume;
        this.resume = null;
        this.form.requestSubmit(button === this.form ? undefined : button);
      }
      if (!house.unsaved()) document.dispatchEvent(new Event("house:saved"));
      return undefined;
    }

    refused(answer) {
      this.message = null;
      this.setVersion(answer);
      this.marked = true;
      this.mark(answer.errors);
      this.say("marked");
      if (this.resume) {
        const first = this.form.querySelector('[aria-invalid="true"]');
        this.stay(first && first.name);
      }
      if (this.changed.size) this.rest = setTimeout(() => this.send(), REST);
    }

    mark(errors = {}) {
      house.sentences(this.form, errors, this.replaced);
    }

    overtaken(html) {
      this.stopped = true;
      this.resume = null;
      this.say("conflict");
      const part = document.createElement("template");
      part.innerHTML = html;
      const place = document.getElementById("conflict");
      const found = part.content.querySelector("#conflict") || part.content.firstElementChild;
      if (!found) return;
      if (place) place.replaceWith(found);
      else this.form.before(found);
      found.focus();
      found.scrollIntoView({ block: "nearest" });
    }
  }

  house.unsaved = () => {
    for (const draft of drafts) {
      if (draft.form.isConnected && !draft.stopped && draft.unsaved) return true;
    }
    return false;
  };
  house.flush = () => drafts.forEach((draft) => draft.send());

  const comeBack = () => {
    if (document.visibilityState === "hidden") return house.flush();
    return drafts.forEach((draft) => draft.message && draft.send());
  };

  const adopt = (root) => {
    const found = root.matches && root.matches("form[data-autosave]") ? [root] : [];
    found.push(...root.querySelectorAll("form[data-autosave]"));
    drafts.forEach((draft) => draft.form.isConnected || drafts.delete(draft));
    const known = new Set(Array.from(drafts, (draft) => draft.form));
    found.filter((form) => !known.has(form)).forEach((form) => drafts.add(new Draft(form)));
  };

  // A button waits until the words before it have arrived, so that versions never cross.
  let leaving = false;
  document.addEventListener(
    "submit",
    (event) => {
      const draft = Array.from(drafts).find((one) => one.form === event.target);
      if (draft && !draft.stopped && (draft.changed.size || draft.message)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        draft.before(event.submitter || draft.form);
        return;
      }
      leaving = Boolean(draft) || leaving;
    },
    true,
  );

  // Words that leave before the page does are there when it is loaded again.
  window.addEventListener("beforeunload", (event) => {
    house.flush();
    const overtaken = Array.from(drafts).some((draft) => draft.stopped && draft.form.isConnected);
    if (!leaving && (overtaken || house.unsaved())) event.preventDefault();
  });
  document.addEventListener("house:leaving", () => {
    leaving = true;
  });
  window.addEventListener("pagehide", () => drafts.forEach((draft) => draft.last()));
  window.addEventListener("focus", comeBack);
  window.addEventListener("online", comeBack);
  document.addEventListener("visibilitychange", comeBack);
  document.addEventListener("htmx:load", (event) => adopt(event.detail.elt));
  document.addEventListener("htmx:afterRequest", () => {
    leaving = false;
  });
  adopt(document);
})();
