// A gentle warning of what points somebody out. questionnaire/identifiers.py knows the same signs.

var DAY = "(0[1-9]|[12]\\d|3[01]|6[1-9]|[78]\\d|9[01])";
var MONTH = "(0[1-9]|1[0-2])";
var DASH = "[-+‐-—−]";
var GAP = "[ \\u00a0\\u2009()/‐-—-]{0,3}";
var BIRTH = new RegExp("(^|\\D)(19|20)?\\d\\d(" + MONTH + DAY + " ?" + DASH + "?|-" + MONTH + "-" +
  DAY + " ?" + DASH + ") ?\\d{4}(?!" + DASH + "?\\d)");
var MOBILE = new RegExp("(^|\\D)07" + GAP + "[02369](" + GAP + "\\d){7}(?!\\d)", "g");
var ABROAD = new RegExp("(^|[^\\d+])(\\+|00)" + GAP + "[1-9](" + GAP + "\\d){7,13}(?!\\d)");
var LANDLINE = /(^|[^\d.,:])((08|0[1-69]\d{1,2})( ?[-/‐-—] ?| )(\d{2,3}(?: ?\d{2,3}){1,3}))(?![-.:]?\d)/;
var DAY_AND_YEAR = new RegExp("^([0-3]\\d" + MONTH + "|" + MONTH + "[0-3]\\d)(19|20)\\d\\d$");
var MAIL = /[^\s@]@[^\s@]+\.[^\s@\d_]{2,}/;

function isLandline(text) {
  var found = LANDLINE.exec(text);
  var local = found ? found[5].replace(/\D/g, "").length : 0;
  return local >= 5 && local <= 8 && !DAY_AND_YEAR.test(found[2].replace(/\D/g, ""));
}

// Returns the number of the words to show: personnummer, telephone, e-mail; else -1.
function pointsOut(typed) {
  // Arabic and Persian figures as 0–9.
  var text = typed.replace(/[٠-٩۰-۹]/g, function (figure) {
    return figure.charCodeAt(0) & 15;
  });
  var rest = text.replace(MOBILE, "$1 ");
  if (BIRTH.test(rest)) return 0;
  if (rest !== text || ABROAD.test(text) || isLandline(text)) return 1;
  return MAIL.test(text) ? 2 : -1;
}

all("textarea, .line input", form).forEach(function (field) {
  var words = all("#varningar li");
  var said = field.parentNode.insertBefore(document.createElement("p"), field.nextSibling);
  said.className = "warning";
  said.setAttribute("role", "status");
  on(field, "change", function () {
    var kind = pointsOut(field.value);
    said.textContent = kind < 0 ? "" : words[kind].textContent + " " + words[3].textContent;
  });
});
