/** What the explorer's page has beside GraphiQL: a heading, a search in the words of descriptions, the schema as a file, what the hub holds. */
export const bar = /* HTML */ `
  <header id="bar">
    <h1>Maillage</h1>
    <form role="search">
      <input
        type="search"
        placeholder="Search descriptions: lits, gardes…"
        aria-label="Search descriptions"
        autocomplete="off"
      />
      <output aria-label="Results"></output>
    </form>
    <a href="/schema.graphql" download>Download the schema</a>
    <p id="holdings" aria-live="polite"></p>
  </header>
`;

/** GraphiQL leaves a transform on its tabs, which moves a tab away from under the pointer when it is pressed. */
export const styles = `
  .graphiql-tab { transform: none !important }
  body { --bar: #fff; --text: #1b2240; --line: #c8cdd9; display: flex; flex-direction: column; height: 100dvh }
  @media (prefers-color-scheme: dark) {
    body { --bar: #212a3b; --text: #e8ebf3; --line: #55607a }
  }
  body.graphiql-light { --bar: #fff; --text: #1b2240; --line: #c8cdd9 }
  body.graphiql-dark { --bar: #212a3b; --text: #e8ebf3; --line: #55607a }
  #root { flex: 1; min-height: 0 }
  #root .graphiql-container { height: 100% }
  .graphiql-container .graphiql-logo { display: none }
  #bar { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; padding: 6px 16px; font: 15px system-ui;
    color: var(--text); background: var(--bar); border-bottom: 1px solid var(--line) }
  #bar h1 { margin: 0; font-size: 16px }
  #bar a { color: inherit }
  #bar #holdings { flex-basis: 100%; order: 4; margin: 0; font-size: 13px }
  #bar #holdings:empty { display: none }
  #bar form { position: relative; flex: 1 }
  #bar input { box-sizing: border-box; width: 100%; max-width: 420px; padding: 4px 8px; font: inherit; color: inherit;
    background: transparent; border: 1px solid var(--line); border-radius: 4px }
  #bar output { position: absolute; z-index: 20; top: 100%; left: 0; overflow-wrap: anywhere; width: min(640px, 100vw - 32px); max-height: 70dvh;
    overflow: auto; background: var(--bar); box-shadow: 0 4px 16px #0006 }
  #bar output:empty { display: none }
  #bar dl, #bar p { margin: 12px }
  #bar dt { font-family: monospace; font-weight: bold }
  #bar dd { margin: 0 0 12px }
  @media (max-width: 640px) {
    #bar form { flex-basis: 100%; order: 3 }
    #bar a { margin-left: auto }
    .graphiql-container #graphiql-session { flex-direction: column }
  }
`;

/** Tells what the hub knows by domain, so that an empty list is not taken for a fact. Where the caller may not ask, it stays empty. */
export const holdings = `
  const states = { COMPLETE: 'Complete', PARTIAL: 'Partial', ILLUSTRATIVE: 'Examples only', NONE: 'None', NOT_COVERED: 'Not covered' };
  const amount = ({ domain, known, expected }) => domain.toLowerCase().replaceAll('_', ' ') +
    (known === 0 && !expected ? '' : ' ' + known.toLocaleString('en') + (expected === null || expected === known ? '' : ' of ' + expected.toLocaleString('en')));
  const tell = async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ coverage { domain state known expected } }' });
    const { data } = await (await fetch('/graphql', { method: 'POST', headers, body })).json();
    const parts = Object.entries(states).flatMap(([state, title]) => {
      const rows = (data?.coverage ?? []).filter((row) => row.state === state);
      return rows.length === 0 ? [] : [title + ': ' + rows.map(amount).join(', ')];
    });
    if (parts.length > 0) document.querySelector('#holdings').textContent = 'This hub holds — ' + parts.join(' · ');
  };
  void tell();
`;

/** GraphiQL's own search finds names only; French terms are in descriptions. */
export const search = `
  const [form] = document.querySelectorAll('#bar form');
  const [input, output] = [form.querySelector('input'), form.querySelector('output')];
  const query = '{ __schema { types { name description fields { name description args { name description } } ' +
    'inputFields { name description } enumValues { name description } } } }';
  const fold = (text) => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
  const entry = (name, { description }) => ({ name, description: description ?? '', text: fold(name + ' ' + description) });
  let entries;
  const load = async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) });
    const { types } = (await response.json()).data.__schema;
    return types.filter(({ name }) => !name.startsWith('__')).flatMap((type) => [
      entry(type.name, type),
      ...[type.fields, type.inputFields, type.enumValues].flatMap((parts) => parts ?? []).flatMap((part) => [
        entry(type.name + '.' + part.name, part),
        ...(part.args ?? []).map((arg) => entry(type.name + '.' + part.name + '(' + arg.name + ':)', arg)),
      ]),
    ]);
  };
  const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  const show = async () => {
    const words = fold(input.value).split(/\\s+/).filter((word) => word.length > 1);
    if (words.length === 0) return output.replaceChildren();
    entries ??= load();
    const all = await entries.catch((error) => { entries = undefined; throw error; });
    const found = all.filter(({ text }) => words.every((word) => text.includes(word)));
    const list = document.createElement('dl');
    for (const { name, description } of found.slice(0, 50)) list.append(element('dt', name), element('dd', description));
    const count = element('p', found.length + (found.length === 1 ? ' result' : ' results') +
      (found.length > 50 ? '; the first 50:' : ''));
    output.replaceChildren(count, list);
  };
  input.addEventListener('input', () => void show());
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('keydown', (event) => { if (event.key === 'Escape') output.replaceChildren(); });
  document.addEventListener('pointerdown', ({ target }) => { if (!form.contains(target)) output.replaceChildren(); });
`;
