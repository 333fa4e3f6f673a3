import type {
  CompareView,
  GridConfusion,
  GridFacts,
  GridVerdict,
} from '../../src/core/view/compare/compareView.ts';
import { Button } from '../shared/button.tsx';
import type { CompareActions } from './actions.ts';

/** What may be concluded, in words, and the numbers behind it. */
export function VerdictTab({ view, actions }: { view: CompareView; actions: CompareActions }) {
  const { verdicts, trust, facts, together, habits, confusions, blind, revealed } = view;
  if (blind && !revealed) {
    return (
      <p class="quiet">Names are hidden. Judge the answers first, then reveal the names to see who won.</p>
    );
  }
  return (
    <div class="verdicts">
      {verdicts.length === 0 && (
        <p class="quiet">
          Nothing to conclude yet. Run the comparison with graders, or say yourself which answers are good.
        </p>
      )}
      <ul>
        {verdicts.map((verdict, index) => (
          <Verdict key={index} verdict={verdict} />
        ))}
      </ul>
      {trust.length > 0 && (
        <section>
          <h2>Can the judges be believed?</h2>
          <ul>
            {trust.map(text => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      )}
      {together.length > 0 && (
        <section>
          <h2>The variants together</h2>
          <ul>
            {together.map(text => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      )}
      {habits.length > 0 && (
        <section>
          <h2>Habits</h2>
          <p class="quiet">
            Words that stand in far more answers of one variant than is usual. <em>Why?</em> at an answer
            shows the training examples that are most like it.
          </p>
          <ul>
            {habits.map(({ text, word }) => (
              <li key={text}>
                {text}{' '}
                <Button
                  onClick={() =>
                    actions.arrange({
                      tab: 'answers',
                      row: 0,
                      query: { filter: 'all', text: word, sort: 'order' },
                    })
                  }
                >
                  Show answers
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {facts.length > 0 && <FactsTable facts={facts} />}
      {confusions.map(confusion => (
        <Confusion key={confusion.title} confusion={confusion} />
      ))}
    </div>
  );
}

function Verdict({ verdict: { text, conclusion, trusted } }: { verdict: GridVerdict }) {
  const look = !trusted ? 'doubtful' : conclusion === 'not-enough' ? 'open' : 'told';
  return <li class={`verdict ${look}`}>{text}</li>;
}

/** Every column's sums, one row a measure. */
function FactsTable({ facts }: { facts: readonly GridFacts[] }) {
  const labels = [...new Set(facts.flatMap(({ cells }) => cells.map(({ label }) => label)))];
  return (
    <section>
      <h2>Each variant</h2>
      <div class="scrolls">
        <table>
          <thead>
            <tr>
              <th scope="col">Measure</th>
              {facts.map(({ title }) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map(label => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {facts.map(({ title, cells }) => {
                  const fact = cells.find(cell => cell.label === label);
                  return (
                    <td key={title} class={fact?.doubtful ? 'doubtful' : undefined}>
                      {fact?.text ?? '–'}
                      {fact?.doubtful && <span class="unseen"> (not trusted yet)</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Confusion({
  confusion: { title, labels, counts, accuracy, classes },
}: {
  confusion: GridConfusion;
}) {
  return (
    <section>
      <h2>
        {title}: {Math.round(accuracy * 100)} % right
      </h2>
      <div class="scrolls">
        <table>
          <caption class="quiet">Wanted labels down, given labels across</caption>
          <thead>
            <tr>
              <th scope="col">Wanted</th>
              {labels.map(label => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
              <th scope="col">Precision</th>
              <th scope="col">Recall</th>
              <th scope="col">F1</th>
            </tr>
          </thead>
          <tbody>
            {labels.map((label, row) => {
              const one = classes.find(each => each.label === label);
              return (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {counts[row]!.map((count, column) => (
                    <td key={column} class={row === column ? 'right' : ''}>
                      {count}
                    </td>
                  ))}
                  <td>{one?.precision ?? '–'}</td>
                  <td>{one?.recall ?? '–'}</td>
                  <td>{one?.f1 ?? '–'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
