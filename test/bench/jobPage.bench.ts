import { drawChart } from '../../src/core/view/chart/drawChart.ts';
import { curvesOf, jobCharts } from '../../src/core/view/jobCurves.ts';
import { jobHeader } from '../../src/core/view/jobPage.ts';
import { findOverfitting } from '../../src/core/view/overfitting.ts';
import { fileJobStore } from '../../src/node/jobs/fileJobStore.ts';
import { largeJob, measurements } from '../support/largeJob.ts';
import { withFolder } from '../support/temporaryFolder.ts';
import { interleave } from './support.ts';

/** The bar: until a job of so many events and checkpoints is open, in milliseconds. */
const BAR = 500;
const EVENTS = 2000;
const CHECKPOINTS = 50;

/** From the disk to what is drawn, beside the drawing alone, which is what each new measurement costs the page. */
export async function measure(): Promise<string[]> {
  const lines: string[] = [];
  await withFolder({}, async folder => {
    const store = fileJobStore(folder);
    const job = largeJob('large', CHECKPOINTS);
    await store.create(job);
    await store.appendEvents(job.id, measurements(0, EVENTS));
    const draw = (events: Parameters<typeof curvesOf>[0]) => {
      const { name, checkpoints } = job;
      const curves = curvesOf(events);
      findOverfitting(curves, checkpoints);
      for (const chart of jobCharts([{ name, curves, checkpoints }])) {
        drawChart(chart, { width: 1000, height: 280 });
      }
    };
    const read = async () => {
      const events = await store.readEvents(job.id);
      // As they cross to the page.
      return structuredClone({ header: jobHeader(job, Date.now()), events }).events;
    };
    const events = await read();
    const open = async () => draw(await read());
    const [opening = 0, drawing = 0] = await interleave([open, () => draw(events)], 15);
    const words = (seconds: number) => `${(seconds * 1000).toFixed(1)} ms`;
    lines.push(
      `a job of ${EVENTS} events and ${CHECKPOINTS} checkpoints: ${words(opening)} until its shapes are there (bar for all: ${BAR} ms), of which ${words(drawing)} are spent again with each measurement`,
    );
  });
  return lines;
}
