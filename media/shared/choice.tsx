/** One of several, with its label before it. */
export function Choice({ label, value, options, onChoose }: ChoiceProps) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={event => onChoose(event.currentTarget.value)}>
        {options.map(([id, title]) => (
          <option key={id} value={id} selected={id === value}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: [value: string, title: string][];
  onChoose: (value: string) => void;
}
