import type { Judged, VariantFacts } from '../../evaluate/compare/judgeComparison.ts';
import type { VariantScore } from '../../evaluate/verdict/verdict.ts';
import type { Bar, BarChart, Chart, LineChart, ScatterChart } from '../chart/chart.ts';

/** The charts of a comparison: scores with intervals, scores against price and time, wins, scores over rounds. */
export function compareCharts(judged: Judged): Chart[] {
  return [
    ...scoreCharts(judged),
    ...againstCharts(judged),
    ...preferenceCharts(judged),
    ...roundCharts(judged),
  ];
}

function scoreCharts(judged: Judged): BarChart[] {
  const { variants, variantScores } = judged;
  const scopes = [...new Set(variantScores.map(({ scope }) => scope))];
  return scopes.flatMap(scope => {
    const scores = variantScores.filter(one => one.scope === scope && one.kind !== 'amount');
    const graders = [...new Set(scores.map(({ grader }) => grader))];
    if (graders.length === 0) return [];
    return [
      {
        kind: 'bar' as const,
        title: scope === 'all' ? 'Score of each variant' : 'Score on cases that no variant was trained on',
        value: { label: 'score, with its interval', unit: 'percent', include: [0, 1] },
        series: graders.map(grader => titleOf(grader, judged)),
        groups: variants.map(({ variant }) => ({
          name: variant,
          bars: graders.map(grader => barOf(scores, variant, grader)),
        })),
      },
    ];
  });
}

/** Says of a judge that is not known to agree with the person that its bars count for little. */
function titleOf(grader: string, { trust }: Judged): string {
  return trust.some(one => one.grader === grader && !one.trusted) ? `${grader} (not trusted yet)` : grader;
}

function barOf(scores: readonly VariantScore[], variant: string, grader: string): Bar | undefined {
  const found = scores.find(score => score.variant === variant && score.grader === grader);
  if (!found) return undefined;
  const { value, low, high } = found;
  // One case has no interval.
  return [low, high].every(Number.isFinite) ? { value, low, high } : { value };
}

function againstCharts(judged: Judged): ScatterChart[] {
  const { variants, variantScores } = judged;
  const scores = variantScores.filter(({ scope, kind }) => scope === 'all' && kind !== 'amount');
  const grader = scores[0]?.grader;
  if (grader === undefined || variants.length < 2) return [];
  const chart = (
    title: string,
    label: string,
    unit: ScatterChart['x']['unit'],
    of: (facts: VariantFacts) => number | undefined,
  ): ScatterChart[] => {
    const points = variants.flatMap(facts => {
      const score = barOf(scores, facts.variant, grader);
      const x = of(facts);
      if (!score || x === undefined) return [];
      const { value: y, low, high } = score;
      const ends = low === undefined || high === undefined ? {} : { low, high };
      return [{ name: facts.variant, x, y, ...ends }];
    });
    const y = { label: titleOf(grader, judged), unit: 'percent' as const, include: [0, 1] };
    return points.length < 2 ? [] : [{ kind: 'scatter', title, x: { label, unit }, y, points }];
  };
  return [
    ...chart('Score against price', 'price of an answer', 'dollars', ({ usd, answers }) =>
      usd === undefined || answers === 0 ? undefined : usd / answers,
    ),
    ...chart('Score against time', 'median time of an answer', 'milliseconds', ({ medianMs }) => medianMs),
  ];
}

function preferenceCharts(judged: Judged): BarChart[] {
  const { preferences, variants } = judged;
  const valid = preferences.filter(({ failure }) => failure === undefined);
  const graders = [...new Set(valid.map(({ grader }) => grader))];
  return graders.map(grader => {
    const count = (variant: string, outcome: 'wins' | 'losses' | 'ties') =>
      valid.filter(one => {
        if (one.grader !== grader || (one.left !== variant && one.right !== variant)) return false;
        if (one.winner === 'tie') return outcome === 'ties';
        return outcome === (one[one.winner] === variant ? 'wins' : 'losses');
      }).length;
    return {
      kind: 'bar',
      title: `Wins and losses by ${titleOf(grader, judged)}`,
      value: { label: 'cases', unit: 'number', include: [0] },
      series: ['wins', 'losses', 'ties'],
      groups: variants.map(({ variant }) => ({
        name: variant,
        bars: (['wins', 'losses', 'ties'] as const).map(outcome => ({ value: count(variant, outcome) })),
      })),
    };
  });
}

/** How the scores went over rounds of tuning. */
function roundCharts(judged: Judged): LineChart[] {
  const { variants, variantScores } = judged;
  const rounds = variants.filter(({ round }) => round !== undefined);
  if (new Set(rounds.map(({ round }) => round)).size < 2) return [];
  const scores = variantScores.filter(({ scope, kind }) => scope === 'all' && kind !== 'amount');
  const graders = [...new Set(scores.map(({ grader }) => grader))];
  return [
    {
      kind: 'line',
      title: 'Score over rounds of tuning',
      x: { label: 'round', unit: 'number' },
      y: { label: 'score', unit: 'percent', include: [0, 1] },
      series: graders.map(grader => {
        const points = rounds
          .flatMap(({ variant, round }) => {
            const bar = barOf(scores, variant, grader);
            return bar ? [{ x: round!, y: bar.value, text: `${variant}, round ${round}` }] : [];
          })
          .sort((a, b) => a.x - b.x);
        return { name: titleOf(grader, judged), points, marks: points };
      }),
    },
  ];
}
