import { useEffect, useState } from 'preact/hooks';
import { nearestPoint, nextPoint } from '../../../src/core/view/chart/walk.ts';
import type { DrawnChart } from '../../../src/core/view/chart/scene.ts';
import { SceneSvg } from './sceneSvg.tsx';

/** The drawing, with points that arrow keys and the pointer reach. What is reached is said below it. */
export function Plot({ drawn, title }: { drawn: DrawnChart; title: string }) {
  const { scene, points } = drawn;
  const [reached, setReached] = useState<number | undefined>(undefined);
  // Another drawing has other points: the one at the same place stays reached while data streams in.
  const [place, setPlace] = useState<{ x: number; y: number; row: number } | undefined>(undefined);
  useEffect(() => {
    if (place) setReached(nearestPoint(points, place.x, place.y, place.row));
  }, [points]);
  const reach = (index: number | undefined) => {
    setReached(index);
    setPlace(index === undefined ? undefined : points[index]);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return reach(undefined);
    const next = nextPoint(points, reached, event.key);
    if (next === undefined) return;
    event.preventDefault();
    reach(next);
  };
  const point = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const scale = scene.width / Math.max(box.width, 1);
    reach(nearestPoint(points, (event.clientX - box.left) * scale, (event.clientY - box.top) * scale));
  };
  const at = reached === undefined ? undefined : points[reached];
  return (
    <>
      <div
        class="chart-plot"
        role="application"
        aria-roledescription="chart"
        aria-label={`${title}. Arrow keys walk over ${points.length} points; the table has all values.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk over its points.
        tabIndex={0}
        onKeyDown={press}
        onPointerMove={point}
        onPointerLeave={() => reach(undefined)}
      >
        <SceneSvg scene={scene} reached={at} />
      </div>
      <p class="chart-readout" role="status">
        {at?.text ?? ''}
      </p>
    </>
  );
}
