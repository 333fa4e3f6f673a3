/** The tour on the Welcome page. Its pictures are texts in media/walkthrough. */
export const WALKTHROUGHS = [
  {
    id: 'start',
    title: 'Get Started with Tunewright',
    description: 'Find out what is wrong with your training data before the provider does.',
    steps: [
      {
        id: 'open',
        title: 'Open a dataset',
        description:
          'Open a .jsonl file of yours, or one that has a bit of everything.\n[Open Sample Dataset](command:tunewright.openSample)',
        media: { markdown: 'media/walkthrough/open.md' },
        completionEvents: ['onCommand:tunewright.openSample', 'onContext:tunewright.inDataset'],
      },
      {
        id: 'fix',
        title: 'Fix what is wrong',
        description:
          'Every finding says why it matters. Most come with a quick fix.\n[Fix All Safe Problems](command:tunewright.fixAllSafe)',
        media: { markdown: 'media/walkthrough/fix.md' },
        completionEvents: ['onCommand:tunewright.fixAllSafe'],
      },
      {
        id: 'target',
        title: 'Say whom it is for',
        description:
          'Consumers differ in what they accept. Choose yours, for one file or for the whole folder.\n[Open Project File](command:tunewright.openProjectFile)',
        media: { markdown: 'media/walkthrough/target.md' },
        completionEvents: ['onCommand:tunewright.openProjectFile', 'onCommand:tunewright.showDatasetMenu'],
      },
      {
        id: 'prepare',
        title: 'Prepare it for the upload',
        description:
          'Choose among the remedies, split off a validation file, and get a copy that is ready.\n[Prepare Dataset](command:tunewright.prepareDataset)',
        media: { markdown: 'media/walkthrough/prepare.md' },
        completionEvents: ['onCommand:tunewright.prepareDataset'],
      },
      {
        id: 'models',
        title: 'Say where your models are',
        description:
          'The sandbox is there already and needs no account. Test it, then add your own.\n[Show Connections](command:tunewright.connections.focus)\n[Add Connection](command:tunewright.addConnection)',
        media: { markdown: 'media/walkthrough/models.md' },
        completionEvents: ['onView:tunewright.connections', 'onCommand:tunewright.addConnection'],
      },
      {
        id: 'run',
        title: 'Try a prompt',
        description:
          'Write a chat template with variables, preview it and run it. The sandbox needs no account.\n[Run Prompt](command:tunewright.runPrompt)',
        media: { markdown: 'media/walkthrough/run.md' },
        completionEvents: ['onCommand:tunewright.runPrompt', 'onCommand:tunewright.previewPrompt'],
      },
      {
        id: 'tune',
        title: 'Train a model',
        description:
          'A tune is a file that says what is trained, where and on what. It is checked, and its price is told, before anything is sent.\n[New Tune](command:tunewright.newTune)',
        media: { markdown: 'media/walkthrough/tune.md' },
        completionEvents: ['onCommand:tunewright.newTune', 'onCommand:tunewright.launchTune'],
      },
      {
        id: 'compare',
        title: 'Find out whether it is better',
        description:
          'Ask the tuned model and the one before over the same cases, and let graders and yourself judge.\n[New Comparison](command:tunewright.newComparison)',
        media: { markdown: 'media/walkthrough/compare.md' },
        completionEvents: ['onCommand:tunewright.newComparison', 'onCommand:tunewright.openComparison'],
      },
      {
        id: 'move',
        title: 'Move it when you must',
        description:
          'Providers end and prices change. Take a tune with its data and its comparison to another connection, or to a trainer of your own.\n[Move This Tune…](command:tunewright.moveTune)',
        media: { markdown: 'media/walkthrough/move.md' },
        completionEvents: ['onCommand:tunewright.moveTune', 'onCommand:tunewright.moveJob'],
      },
    ],
  },
] as const;
