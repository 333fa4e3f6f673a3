import type { ChatRemedy } from '../../src/core/view/chat.ts';
import { Button } from '../shared/button.tsx';

/** What can be done about a problem, beside it. */
export function RemedyButton({
  action,
  onRemedy,
}: {
  action: ChatRemedy | undefined;
  onRemedy: (action: ChatRemedy) => void;
}) {
  if (action === undefined) return null;
  return (
    <Button kind="link" onClick={() => onRemedy(action)}>
      {TITLES[action]}
    </Button>
  );
}

const TITLES: Readonly<Record<ChatRemedy, string>> = {
  'enter-key': 'Enter the key',
  'choose-model': 'Choose a model',
  retry: 'Try again',
  trust: 'Manage trust',
  'show-template': 'Show the template',
};
