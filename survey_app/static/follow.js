// Follow-up questions.

function holds(condition) {
  var kind = condition[0];
  var rest = condition.slice(1);
  function some(test) {
    return fieldsIn(form).some(function (field) {
      return field.name === rest[0] && isAnswered(field) && test(field.value);
    });
  }
  if (kind === "is") return some(function (code) {
    return rest[1].indexOf(code) >= 0;
  });
  if (kind === "min" || kind === "max") return some(function (text) {
    var digits = /^\s*([-−]?)([\d\s]+)/.exec(text);
    if (!digits) return false;
    var number = Number(digits[2].replace(/\s/g, "")) * (digits[1] ? -1 : 1);
    return kind === "min" ? number >= rest[1] : number <= rest[1];
  });
  if (kind === "not") return !holds(rest[0]);
  return kind === "any" ? rest.some(holds) : rest.every(holds);
}

function show(part, wanted) {
  part.hidden = !wanted;
  fieldsIn(part).forEach(function (field) {
    field.disabled = !wanted;
  });
}

function follow() {
  all(".block", form).forEach(function (block) {
    var condition = block.getAttribute("data-show-if");
    var wanted = !condition || holds(JSON.parse(condition));
    if (condition) show(block, wanted);
    all("[data-line]", block).forEach(function (line) {
      show(line, wanted && line.previousElementSibling.firstElementChild.checked);
    });
  });
}
