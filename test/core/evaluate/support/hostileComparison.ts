import { judgeComparison } from '../../../../src/core/evaluate/compare/judgeComparison.ts';
import { comparisonReport } from '../../../../src/core/evaluate/report/comparisonReport.ts';
import { compareCharts } from '../../../../src/core/view/compare/compareCharts.ts';
import { htmlReport } from '../../../../src/core/view/comparisonReport/htmlReport.ts';
import { markdownReport } from '../../../../src/core/view/comparisonReport/markdownReport.ts';
import { FakeComparison } from './fakeComparison.ts';

/** What would do harm wherever it is not text. */
export const HARM = [
  '<script>document.title="harm"</script><img src=x onerror="document.title=\'harm\'">',
  '"><svg onload=document.title="harm">',
  '[a](javascript:alert(1)) ![b](https://evil.example/b.png) `code` | pipe\n\n# heading',
  '</style></pre></td></table><iframe src="https://evil.example"></iframe>',
  `\u001b[31mred\u001b[0m \u202egnp.exe\u202c ${'x'.repeat(20_000)}`,
];

/** The reports of a comparison whose names, labels and answers are all hostile. */
export async function hostileReports(): Promise<{ html: string; markdown: string }> {
  const name = (index: number) => HARM[index]!.slice(0, 80);
  const fake = new FakeComparison(
    {
      'test.compare.json': {
        name: HARM[0],
        variants: [
          { name: name(0), template: 'ask.prompt.json', model: name(1), round: 1 },
          { name: name(2), template: 'ask.prompt.json', model: 'm', round: 2 },
        ],
        cases: HARM.map((text, index) => ({
          name: text,
          values: { q: text },
          reference: `label ${index % 2}`,
        })),
        graders: [
          { type: 'label', name: name(1) },
          { type: 'similarity', name: name(2), metric: 'rouge_1' },
          {
            ...{ type: 'score_model', name: name(3), model: 'judge' },
            input: [{ role: 'user', content: '{{ sample.output_text }}' }],
          },
        ],
      },
      'ask.prompt.json': { messages: [{ role: 'user', content: '{{ q }}' }] },
    },
    ({ model, messages }) =>
      model === 'judge'
        ? JSON.stringify({ reasoning: HARM[0], score: 0.5 })
        : String(messages.at(-1)?.content).slice(0, model === 'm' ? 30 : undefined),
  );
  const { open, results } = await fake.run();
  const judged = judgeComparison(open, results, fake.host());
  const report = comparisonReport(open, judged);
  const { scores } = judged;
  const cells = results.cells.values();
  const charts = compareCharts(judged);
  return {
    html: htmlReport(report, { cases: open.cases, cells, scores, charts, made: '2026-11-27' }),
    markdown: markdownReport(report),
  };
}
