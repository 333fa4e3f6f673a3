import { render } from 'preact';
import type { DatasetHostContract, DatasetPageContract } from '../../src/protocol/dataset.ts';
import { connectHost } from '../shared/host.ts';
import { Browser } from './browser.ts';
import { DatasetPage } from './page.tsx';
import '../shared/style.css';
import '../shared/messageStyle.css';
import './style.css';

const root = document.getElementById('root')!;
const host = connectHost<DatasetPageContract, DatasetHostContract>(root, {});
const browser = new Browser(host);

function App() {
  // Read, so that the page is drawn again when rows arrive.
  void browser.rows.version.value;
  return (
    <DatasetPage
      state={browser.state.value}
      query={browser.query.value}
      isFiltered={browser.isFiltered}
      total={browser.total.value}
      search={browser.search.value}
      place={browser.place.value}
      rowAt={place => browser.rows.at(place)}
      onRange={(from, to) => browser.rows.see(from, to)}
      onEnter={focusMessages}
      example={browser.example.value}
      editing={browser.editing.value}
      draft={browser.draft.value}
      said={browser.said.value}
      actions={browser}
    />
  );
}

/** From the list to the message that wants attention: the first with a problem, else the last answer. */
function focusMessages(): void {
  const messages = [...root.querySelectorAll<HTMLElement>('.detail .message')];
  const wanted =
    messages.find(message => message.querySelector('.findings')) ??
    messages.findLast(message => message.dataset.role === 'assistant') ??
    messages[0];
  wanted?.focus();
}

document.addEventListener('keydown', event => {
  const target = event.target instanceof HTMLElement ? event.target : root;
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, textarea, select')) {
    if (event.key === 'Escape' && target.id === 'search') focusList();
    return;
  }
  if (event.key === '/') root.querySelector<HTMLInputElement>('#search')?.focus();
  else if (event.key === 'Escape' && target.closest('.detail')) focusList();
  else if (target.matches('.message') && /^Arrow(Up|Down)$/.test(event.key)) {
    const messages = [...root.querySelectorAll<HTMLElement>('.detail .message')];
    messages[messages.indexOf(target) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  } else return;
  event.preventDefault();
});

function focusList(): void {
  root.querySelector<HTMLElement>('.virtual-list')?.focus();
}

/** After a box is closed the message that it stood in has the focus again. */
browser.onEdited = turn =>
  requestAnimationFrame(() => root.querySelector<HTMLElement>(`.message[data-turn="${turn}"]`)?.focus());

render(<App />, root);
browser.start();
