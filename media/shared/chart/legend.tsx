import { dashOf, inkOf, markerPath } from '../../../src/core/view/chart/marker.ts';

/** Names with the look of their line and marker. */
export function Legend({ names, isLine }: { names: readonly string[]; isLine: boolean }) {
  if (names.length === 0) return null;
  return (
    <ul class="chart-legend" aria-label="Legend">
      {names.map((name, index) => (
        <li key={index}>
          <svg width={isLine ? 34 : 14} height={14} aria-hidden="true">
            {isLine && (
              <path
                class={`stroke-${inkOf(index)}`}
                d="M0 7H34"
                stroke-width={2}
                stroke-dasharray={dashOf(index)?.join(' ')}
              />
            )}
            <path class={`fill-${inkOf(index)}`} d={markerPath(index, isLine ? 17 : 7, 7, 4)} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
