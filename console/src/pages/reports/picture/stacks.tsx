import type { Ink } from './ink'
import { type Drawing, INNER } from './Sheet'

/** A part of something whole. */
export interface Part {
  name: string
  /** Parts of 1. */
  share: number
  text: string
  colour: keyof Ink
}

export interface Stack {
  title: string
  parts: readonly Part[]
}

const ROW = 78

/** Things one below the other, each as a bar of its parts, which are named under it. */
export function stacks(ink: Ink, all: readonly Stack[]): Drawing {
  return {
    height: all.length * ROW,
    body: all.map(({ title, parts }, row) => (
      <g key={title} transform={`translate(0 ${row * ROW})`}>
        <text y={12} fontWeight={500}>
          {title}
        </text>
        <rect y={20} width={INNER} height={12} fill={ink.line} />
        {parts.map((part, place) => (
          <OnePart key={part.name} ink={ink} part={part} from={sharesBefore(parts, place)} place={place} />
        ))}
      </g>
    )),
  }
}

const sharesBefore = (parts: readonly Part[], place: number): number =>
  parts.slice(0, place).reduce((sum, { share }) => sum + share, 0)

/** Room for the name of a part: five of them stand side by side. */
const NAME = INNER / 5

function OnePart({ ink, part, from, place }: { ink: Ink; part: Part; from: number; place: number }) {
  const fill = ink[part.colour]
  return (
    <>
      <rect x={from * INNER} y={20} width={part.share * INNER} height={12} fill={fill} />
      <rect x={place * NAME} y={41} width={8} height={8} rx={2} fill={fill} />
      <text x={place * NAME + 13} y={49} fontSize={10} fill={ink.quiet}>
        {part.name}
      </text>
      <text x={place * NAME + 13} y={63} fontSize={11}>
        {part.text}
      </text>
    </>
  )
}
