import type { EstimateRows } from '../../src/core/view/compare/estimateRows.ts';

/** What a run asks for and costs, for each variant and judge, and against the caps. */
export function Estimate({ estimate: { rows, sums, isOver } }: { estimate: EstimateRows }) {
  return (
    <details class="estimate" open={isOver}>
      <summary>What a run asks for and costs</summary>
      <div class="scrolls">
        <table>
          <thead>
            <tr>
              <th scope="col">Asked</th>
              <th scope="col">Model</th>
              <th scope="col">Requests</th>
              <th scope="col">Tokens</th>
              <th scope="col">Price</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ what, model, requests, tokens, price }) => (
              <tr key={`${what} ${model}`}>
                <th scope="row">{what}</th>
                <td>{model}</td>
                <td class="number">{requests.toLocaleString('en-US')}</td>
                <td>{tokens}</td>
                <td>{price}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sums.map(sum => (
        <p key={sum}>{sum}</p>
      ))}
    </details>
  );
}
