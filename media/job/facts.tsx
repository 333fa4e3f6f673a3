import type { JobHeader, ListedCheckpoint } from '../../src/core/view/jobPage.ts';
import { Button } from '../shared/button.tsx';
import type { JobActions } from './actions.ts';

interface FactsProps {
  header: JobHeader;
  checkpoints: readonly ListedCheckpoint[];
  actions: JobActions;
}

/** What the job was launched with, and its checkpoints. */
export function Facts({ header, checkpoints, actions }: FactsProps) {
  return (
    <>
      <section aria-labelledby="facts-title">
        <h2 id="facts-title">About this job</h2>
        <dl class="facts">
          {header.facts.map(({ label, value, opens }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                {opens ? (
                  <Button kind="link" onClick={() => actions.open(opens)}>
                    {value}
                  </Button>
                ) : (
                  value
                )}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {checkpoints.length > 0 && (
        <section aria-labelledby="checkpoints-title">
          <h2 id="checkpoints-title">Checkpoints</h2>
          <Checkpoints checkpoints={checkpoints} />
        </section>
      )}
    </>
  );
}

// A format that is made anew for each cell takes longer than the cell.
const NUMBER = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

function numberText(value: number | undefined): string {
  return value === undefined ? '' : NUMBER.format(value);
}

function Checkpoints({ checkpoints }: Pick<FactsProps, 'checkpoints'>) {
  const names = [...new Set(checkpoints.flatMap(({ values }) => Object.keys(values)))];
  return (
    <table class="checkpoints">
      <thead>
        <tr>
          <th scope="col">Step</th>
          {names.map(name => (
            <th key={name} scope="col">
              {name.replaceAll('_', ' ')}
            </th>
          ))}
          <th scope="col">Model</th>
        </tr>
      </thead>
      <tbody>
        {checkpoints.map(({ id, step, values, model, path }) => (
          <tr key={id}>
            <td>{step}</td>
            {names.map(name => (
              <td key={name}>{numberText(values[name])}</td>
            ))}
            <td>
              <code>{model ?? path ?? id}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
