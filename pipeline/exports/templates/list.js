'use strict';
const collator = new Intl.Collator(document.documentElement.lang, {numeric: true});
const fold = text => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase();
const shownAtOnce = 200;
for (const box of document.querySelectorAll('.list:has(tbody)')) {
  const body = box.querySelector('tbody'), heads = [...box.querySelectorAll('th')];
  const search = box.querySelector('input'), more = box.querySelector('.more'), count = box.querySelector('output');
  const waiting = box.querySelector('template');
  let rows = [...body.rows, ...(waiting ? waiting.content.querySelectorAll('tr') : [])].map(row => ({row, text: fold(row.textContent)}));
  let found = rows, shown = shownAtOnce;
  const show = () => {
    body.replaceChildren(...found.slice(0, shown).map(entry => entry.row));
    count.value = found.length;
    more.hidden = found.length <= shown;
  };
  const filter = () => {
    const words = fold(search.value).split(/\s+/);
    found = rows.filter(entry => words.every(word => entry.text.includes(word)));
    show();
  };
  heads.forEach((head, place) => head.firstElementChild.addEventListener('click', () => {
    const down = head.ariaSort === 'ascending', number = head.className === 'n';
    const key = entry => { const cell = entry.row.cells[place]; return cell.dataset.v ?? cell.textContent; };
    const keyed = rows.map(entry => [key(entry), entry]);
    keyed.sort(([a], [b]) => (a === '') - (b === '') ||
      (number ? a - b : collator.compare(a, b)) * (down ? -1 : 1));
    rows = keyed.map(([, entry]) => entry);
    heads.forEach(other => other.removeAttribute('aria-sort'));
    head.ariaSort = down ? 'descending' : 'ascending';
    filter();
  }));
  let timer;
  search.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(() => { shown = shownAtOnce; filter(); }, 120); });
  more.addEventListener('click', () => { shown += 5 * shownAtOnce; show(); });
  box.querySelector('.tools').hidden = false;
  show();
}
