/** What a page asks on behalf of a text that a model wrote. Every page that shows such texts has these requests. */
export type AnswerRequests = {
  /** Opens an address of the web, after the user has seen it and agreed. */
  openLink: { params: { address: string }; result: undefined };
  copyText: { params: { text: string }; result: undefined };
};
