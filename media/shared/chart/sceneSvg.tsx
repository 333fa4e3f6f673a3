import { Component } from 'preact';
import type { ReachablePoint, Scene, Shape } from '../../../src/core/view/chart/scene.ts';

/** A scene as SVG. Colours come from the style sheet, by the names of the inks. */
export function SceneSvg({ scene, reached }: { scene: Scene; reached: ReachablePoint | undefined }) {
  const { width, height } = scene;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <Shapes shapes={scene.shapes} />
      {reached && <circle class="chart-reached" cx={reached.x} cy={reached.y} r={8} />}
    </svg>
  );
}

/** Drawn again only when the scene is another: the pointer moves often. */
class Shapes extends Component<{ shapes: readonly Shape[] }> {
  override shouldComponentUpdate(next: { shapes: readonly Shape[] }): boolean {
    return next.shapes !== this.props.shapes;
  }

  override render() {
    return (
      <g>
        {this.props.shapes.map((shape, index) => (
          <OneShape key={index} shape={shape} />
        ))}
      </g>
    );
  }
}

function OneShape({ shape }: { shape: Shape }) {
  if (shape.kind === 'text') {
    const { x, y, text, ink, anchor, turned, bold } = shape;
    return (
      <text
        class={`fill-${ink}${bold ? ' bold' : ''}`}
        x={x}
        y={y}
        text-anchor={anchor}
        transform={turned ? `rotate(-90 ${x} ${y})` : undefined}
      >
        {text}
      </text>
    );
  }
  const { d, ink, fill, width = 1, dash, faint } = shape;
  const look = `${fill ? 'fill' : 'stroke'}-${ink}${faint ? ' faint' : ''}`;
  return <path class={look} d={d} stroke-width={fill ? 0 : width} stroke-dasharray={dash?.join(' ')} />;
}
