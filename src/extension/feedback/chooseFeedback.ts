import * as vscode from 'vscode';
import type { Feedback } from '../../core/evaluate/feedback/feedback.ts';
import { graderFeedback } from '../../core/evaluate/feedback/graderFeedback.ts';
import { likedAnswers, preferencePairs } from '../../core/evaluate/feedback/learnable.ts';
import type { FeedbackDatasetKind } from '../../core/evaluate/feedback/feedbackDataset.ts';
import { count } from '../../core/text/count.ts';
import { cancelledProblem, Problem } from '../../core/util/problem.ts';
import type { CompareSession } from '../compare/compareSession.ts';

interface VoiceItem extends vscode.QuickPickItem {
  feedback: readonly Feedback[];
}

/** Asks whose judgement is learnt from: what people said, in this comparison or in all, or what a grader says. */
export async function chooseVoice(
  title: string,
  all: readonly Feedback[],
  session: CompareSession | undefined,
): Promise<readonly Feedback[]> {
  const { comparison, results, judged } = session ?? {};
  const own = comparison ? all.filter(({ source }) => source === comparison.path) : [];
  const items: VoiceItem[] = [];
  const add = (label: string, feedback: readonly Feedback[]) => {
    if (feedback.length > 0)
      items.push({ label, description: count(feedback.length, 'judgement'), feedback });
  };
  if (comparison) add('Your judgement in this comparison', own);
  if (all.length > own.length) add('Your judgement in all comparisons and chats', all);
  if (comparison && results && judged) {
    for (const { name } of comparison.graders) {
      const said = graderFeedback(name, comparison, results, judged, own);
      add(`What “${name}” passes and fails${own.length > 0 ? ', with yours above it' : ''}`, [
        ...own,
        ...said,
      ]);
    }
  }
  const [only] = items;
  if (!only) throw nothingSaid();
  if (items.length === 1) return only.feedback;
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'Whose judgement is learnt?',
    ignoreFocusOut: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.feedback;
}

/** Asks for examples or pairs, whichever the feedback has. */
export async function chooseKind(title: string, feedback: readonly Feedback[]): Promise<FeedbackDatasetKind> {
  const [liked, pairs] = [likedAnswers(feedback).length, preferencePairs(feedback).length];
  if (liked + pairs === 0) throw nothingSaid();
  const items = [
    {
      label: 'Examples to imitate (SFT)',
      description: count(liked, 'liked or ideal answer'),
      kind: 'sft' as const,
      size: liked,
    },
    {
      label: 'Pairs of a better and a worse answer (DPO)',
      description: count(pairs, 'pair'),
      kind: 'dpo' as const,
      size: pairs,
    },
  ]
    .filter(({ size }) => size > 0)
    .map(({ kind, size: _, ...item }) => ({ ...item, made: kind }));
  const [only] = items;
  if (items.length === 1) return only!.made;
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'What is made of it?',
    ignoreFocusOut: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.made;
}

function nothingSaid(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'Nobody has said yet which answers are good.',
    remedy: 'Open a comparison and judge answers: u likes one, d dislikes it, i writes the ideal answer.',
  });
}
