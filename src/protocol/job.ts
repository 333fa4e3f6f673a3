import type { JobAction } from '../core/jobs/job.ts';
import type { JobEvent } from '../core/provider/fineTuning.ts';
import type { ComparedJob, JobPageUpdate } from '../core/view/jobPage.ts';
import type { ShownJob } from '../core/view/shownJob.ts';
import type { SaveChartRequests } from './saveChart.ts';

/** What the extension answers to the page of a job. */
export type JobHostContract = {
  requests: {
    /**
     * Asked when the page has become visible; `have` is the number of events that it knows of. Answered by what came
     * later, by a beginning when there is nothing to add it to, and by undefined when there is no such job any more.
     */
    ready: { params: { have: number | undefined }; result: ShownJob | JobPageUpdate | undefined };
    /** The whole log, oldest first. It is long and seldom read. */
    events: { params: undefined; result: readonly JobEvent[] };
    act: { params: { action: JobAction }; result: undefined };
    copyModel: { params: undefined; result: undefined };
    /** Begins a comparison of the resulting model with the one that it was made from. */
    compareWithBase: { params: undefined; result: undefined };
    chat: { params: undefined; result: undefined };
    /** Opens a tune that trains the resulting model further. */
    continueFrom: { params: undefined; result: undefined };
    cloneTune: { params: undefined; result: undefined };
    open: { params: { what: 'tune' | 'training' | 'validation' }; result: undefined };
    /** Draws the curves of other jobs, too; these take the place of those before. */
    compare: { params: { ids: readonly string[] }; result: readonly ComparedJob[] };
  } & SaveChartRequests;
  events: Record<string, never>;
};

/** What the page hears. */
export type JobPageContract = {
  requests: Record<string, never>;
  events: {
    update: JobPageUpdate;
    /** The curves of the other jobs, after one of them changed or others were chosen. */
    compared: readonly ComparedJob[];
    /** The job was taken off the list. */
    gone: undefined;
  };
};
