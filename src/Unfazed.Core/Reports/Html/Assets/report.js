// Serves the filters and the switch between dark and light. The page tells everything without it.
(function () {
  "use strict";
  var root = document.documentElement;
  var byId = function (id) { return document.getElementById(id); };
  var all = function (selector, within) { return Array.from((within || document).querySelectorAll(selector)); };

  function theme() {
    var button = byId("theme");
    var dark = window.matchMedia("(prefers-color-scheme: dark)");
    var isDark = function () { return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches; };
    var label = function () { button.textContent = isDark() ? "Light" : "Dark"; };
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      label();
    });
    dark.addEventListener("change", label);
    button.hidden = false;
    label();
  }

  // A link to a check opens its lane.
  function lanes() {
    var open = function () {
      var lane = location.hash.length > 1 ? byId(location.hash.slice(1)) : null;
      var details = lane && lane.querySelector("details");
      if (details) { details.open = true; details.querySelector("summary").focus(); }
    };
    window.addEventListener("hashchange", open);
    open();
  }

  function filters() {
    var form = byId("filters");
    if (!form) { return; }
    var counted = byId("counted");
    var nothing = document.querySelector(".nothing");
    var files = all("details.file").map(function (file) {
      var path = file.querySelector(".path").textContent;
      return {
        element: file,
        count: file.querySelector(".count"),
        findings: all("li.finding", file).map(function (item) {
          return { element: item, data: item.dataset, text: (path + " " + item.querySelector("p").textContent).toLowerCase() };
        })
      };
    });
    var total = files.reduce(function (sum, file) { return sum + file.findings.length; }, 0);
    var chosen = function (name) {
      return all("input[name=" + name + "]:checked", form).map(function (box) { return box.value; });
    };

    function apply() {
      var words = byId("words").value.toLowerCase().split(/\s+/).filter(Boolean);
      var check = byId("check").value;
      var severities = chosen("severity");
      var states = chosen("state");
      var fits = function (finding) {
        return severities.includes(finding.data.severity) && states.includes(finding.data.state)
          && (!check || finding.data.check === check)
          && words.every(function (word) { return finding.text.includes(word); });
      };
      var shown = 0, shownFiles = 0;
      files.forEach(function (file) {
        var here = 0;
        file.findings.forEach(function (finding) {
          var isShown = fits(finding);
          finding.element.hidden = !isShown;
          here += isShown ? 1 : 0;
        });
        file.element.hidden = here === 0;
        file.count.textContent = here;
        shown += here;
        shownFiles += here > 0 ? 1 : 0;
      });
      nothing.hidden = shown > 0;
      counted.textContent = shown + " of " + total + (total === 1 ? " finding" : " findings") + " in " + shownFiles + (shownFiles === 1 ? " file" : " files");
    }

    var setAll = function (open) { files.forEach(function (file) { file.element.open = open; }); };
    byId("open").addEventListener("click", function () { setAll(true); });
    byId("close").addEventListener("click", function () { setAll(false); });
    form.addEventListener("input", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { window.setTimeout(apply); });
    form.hidden = false;
    apply();
  }

  theme();
  lanes();
  filters();
})();
