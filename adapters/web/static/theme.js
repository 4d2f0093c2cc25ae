// Runs before the first paint, so that a dark room does not flash white.
"use strict";
(() => {
  const root = document.documentElement;
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // storage is shut: the system's preference counts
    }
  };
  const theme = kept("hearth.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  root.dataset.behind = kept("hearth.behind") === "closed" ? "closed" : "open";
})();
