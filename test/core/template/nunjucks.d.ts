/** Only tests run nunjucks itself: it is the oracle that our dialect is compared with. */
declare module 'nunjucks' {
  interface Environment {
    renderString(template: string, data: object): string;
  }
  const nunjucks: {
    Environment: new (loader: unknown, options: { autoescape: boolean }) => Environment;
  };
  export default nunjucks;
}
