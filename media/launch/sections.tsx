import type { LaunchFact, LaunchSection } from '../../src/core/view/launchPage.ts';

/** The numbers, each with where it is from. */
export function Sections({ sections }: { sections: readonly LaunchSection[] }) {
  return (
    <>
      {sections.map(({ title, facts }) => (
        <section key={title} class="launch-section" aria-label={title}>
          <h2>{title}</h2>
          <table>
            <tbody>
              {facts.map(fact => (
                <Fact key={fact.label} fact={fact} />
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  );
}

const SIGNS = { good: '✓', warning: '!', bad: '✗' } as const;
const WORDS = { good: 'in order', warning: 'be warned', bad: 'in the way' } as const;

function Fact({ fact: { label, value, source, tone } }: { fact: LaunchFact }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td class={tone}>
        {tone && (
          <span class="sign" role="img" aria-label={WORDS[tone]}>
            {SIGNS[tone]}
          </span>
        )}
        {value}
      </td>
      <td class="quiet">{source ?? ''}</td>
    </tr>
  );
}
