import {
  IconArrowsExchange,
  IconBook2,
  IconBuilding,
  IconChartHistogram,
  IconFileCheck,
  IconInbox,
  IconLayoutDashboard,
  IconMap2,
  IconSettings,
  IconTimeline,
  IconUsersGroup,
  type TablerIcon,
} from '@tabler/icons-react'
import type { Action } from '@/session/me'

/** A page of the console: what it is called, the question that it answers, and how a keyboard gets there. */
export interface PageOf {
  to: string
  /** What of it is shown first. */
  search?: { open: true }
  title: string
  question: string
  icon: TablerIcon
  /** After `g`. */
  key: string
  /** What the table of roles has to allow. */
  needs: Action
}

export const groups: ReadonlyArray<{ title: string; pages: readonly PageOf[] }> = [
  {
    title: 'Work',
    pages: [
      { to: '/inbox', title: 'Inbox', question: 'What must I do now?', icon: IconInbox, key: 'i', needs: 'read' },
      {
        to: '/handoffs',
        search: { open: true },
        title: 'Handoffs',
        question: 'Which handoffs are there?',
        icon: IconArrowsExchange,
        key: 'h',
        needs: 'read',
      },
      { to: '/queues', title: 'Queues', question: 'Who carries what?', icon: IconUsersGroup, key: 'q', needs: 'read' },
      { to: '/pipeline', title: 'Pipeline', question: 'Is it true?', icon: IconTimeline, key: 'p', needs: 'read' },
      {
        to: '/customers',
        title: 'Customers',
        question: 'Are they started, well and renewed?',
        icon: IconBuilding,
        key: 'c',
        needs: 'read',
      },
    ],
  },
  {
    title: 'Insight',
    pages: [
      {
        to: '/',
        title: 'Oversight',
        question: 'Where do we leak?',
        icon: IconLayoutDashboard,
        key: 'o',
        needs: 'read',
      },
      {
        to: '/reports',
        title: 'Reports',
        question: 'How fast, and how well?',
        icon: IconChartHistogram,
        key: 'r',
        needs: 'read',
      },
      { to: '/map', title: 'Map', question: 'Who hands what to whom?', icon: IconMap2, key: 'm', needs: 'read' },
    ],
  },
  {
    title: 'Govern',
    pages: [
      { to: '/policy', title: 'Policy', question: 'What was agreed?', icon: IconFileCheck, key: 'y', needs: 'read' },
      {
        to: '/ledger',
        title: 'Ledger',
        question: 'What happened, and is it intact?',
        icon: IconBook2,
        key: 'l',
        needs: 'read the ledger',
      },
      { to: '/settings', title: 'Settings', question: 'Who may do what?', icon: IconSettings, key: 's', needs: 'read' },
    ],
  },
]

export const pages: readonly PageOf[] = groups.flatMap((group) => group.pages)
