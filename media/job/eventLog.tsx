import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { foundEvents } from '../../src/core/view/jobEvents.ts';
import type { LoggedEvent } from '../../src/core/view/jobPage.ts';
import { Button } from '../shared/button.tsx';
import type { JobActions } from './actions.ts';

/** In pixels; the style sheet has the same. */
const ROW = 24;
const HEIGHT = 264;
/** Rows above and below that are drawn before they are seen. */
const SPARE = 8;

// A format that is made anew for each row takes longer than the row.
const TIME = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hourCycle: 'h23' });

interface EventLogProps {
  events: readonly LoggedEvent[];
  /** Number of events before these, which are not there yet. */
  earlier: number;
  actions: JobActions;
}

/** The events, searchable. Only the rows that are seen are on the page. It follows the end until it is scrolled away. */
export function EventLog({ events, earlier, actions }: EventLogProps) {
  const [search, setSearch] = useState('');
  const [level, setLevel] = useState('all');
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const found = useMemo(() => foundEvents(events, search, level), [events, search, level]);
  const total = (earlier + events.length).toLocaleString('en');
  const missing = found === events ? earlier : 0;
  const rows = missing + found.length;
  // It begins at its end, so that no other rows are drawn before.
  const [top, setTop] = useState(Math.max(rows * ROW - HEIGHT, 0));
  useLayoutEffect(() => {
    if (follows.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [rows]);
  const scrolled = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current!;
    follows.current = scrollTop + clientHeight >= scrollHeight - ROW;
    setTop(scrollTop);
  };
  const first = Math.max(Math.floor(top / ROW) - SPARE, 0);
  const isWanted = earlier > 0 && (missing === 0 || first < missing);
  useEffect(() => {
    if (isWanted) actions.wantLog();
  }, [isWanted]);
  const end = first + Math.ceil(HEIGHT / ROW) + 2 * SPARE;
  const drawn = Math.max(first - missing, 0);
  const shown = found.slice(drawn, Math.max(end - missing, 0));
  return (
    <section aria-labelledby="log-title">
      <h2 id="log-title">Events</h2>
      <div class="log-tools">
        <input
          type="search"
          aria-label="Search the events"
          placeholder="Search"
          value={search}
          onInput={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <select
          aria-label="Level"
          value={level}
          onChange={({ currentTarget }) => setLevel(currentTarget.value)}
        >
          <option value="all">All levels</option>
          <option value="warning">Warnings and errors</option>
          <option value="error">Errors</option>
        </select>
        <Button label="CSV of the events" onClick={actions.saveEvents}>
          CSV
        </Button>
        <span class="quiet" role="status">
          {missing + found.length === earlier + events.length
            ? `${total} events`
            : `${found.length.toLocaleString('en')} of ${total} events`}
        </span>
      </div>
      {found.length === 0 ? (
        <p class="quiet">{events.length === 0 ? 'Nothing was told yet.' : 'No event fits.'}</p>
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: rows that are not drawn cannot be in a table element.
        <div
          class="log"
          role="table"
          aria-label="Events"
          aria-rowcount={rows}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
          tabIndex={0}
          ref={box}
          onScroll={scrolled}
        >
          {/* biome-ignore lint/a11y/useSemanticElements: the same. */}
          <div class="log-space" role="rowgroup" style={{ height: `${rows * ROW}px` }}>
            {shown.map((event, index) => (
              <EventRow key={event.id} event={event} row={missing + drawn + index} />
            ))}
          </div>
        </div>
      )}
    </section>
  );
}

function EventRow({ event: { at, level, message }, row }: { event: LoggedEvent; row: number }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows that are not drawn cannot be in a table element.
    // biome-ignore lint/a11y/useFocusableInteractive: the list is focused, not each row.
    <div
      class={`log-row ${level}`}
      role="row"
      aria-rowindex={row + 1}
      style={{ transform: `translateY(${row * ROW}px)` }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: the same. */}
      <span role="cell" class="log-time">
        {at === undefined ? '' : TIME.format(at)}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: the same. */}
      <span role="cell" class="log-level">
        {level}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: the same. */}
      <span role="cell" class="log-message" title={message}>
        {message}
      </span>
    </div>
  );
}
