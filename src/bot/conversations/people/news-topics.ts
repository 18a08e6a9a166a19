import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { setNewsScope } from '../../../services/people/news-settings.ts';
import { setInterests } from '../../../services/people/people.ts';
import type { Services } from '../../../services/core/services.ts';
import { question, type Form } from '../engine/form.ts';
import { choice, discard, take, tell } from '../engine/reply.ts';
import type { Json } from '../engine/json.ts';
import { fillOne } from '../engine/script.ts';
import { isMeant } from './own-business.ts';
import { chosenInterests, interestTicks } from './training-news.ts';
import { menuButton } from '../../buttons.ts';

type Nothing = Record<string, never>;

const result = z.enum(['stored', 'other']);

/** *Pilih topik*: from now on only news of these topics. At least one, or no news would come any more. */
const newsTopics: Form<Nothing, Services, z.infer<typeof result>> = {
  name: 'news-topics',
  version: 1,
  brief: true,
  title: 'register.news.title',
  questions: [
    question<Nothing, Json>({
      key: 'done',
      value: z.literal(true),
      numbered: false,
      bare: true,
      ask: () => line('training.news.topicsAsk'),
      choices: (answers) => [
        ...interestTicks(answers),
        [
          choice(
            'done',
            line('register.interests.done'),
            chosenInterests(answers).length > 0 ? take(true) : tell(line('training.news.topicsNone')),
          ),
        ],
        [choice('keep', line('training.news.keep'), discard(line('start.stop.neverDone')))],
      ],
      hints: [line('register.interests.hint1'), line('training.news.topicsAsk')],
    }),
  ],
  load: async () => ({}),
  submit: async (services, { personId }, answers) => {
    if (personId === undefined || !isMeant(answers, personId)) return 'other';
    await setInterests(services, personId, chosenInterests(answers));
    await setNewsScope(services, personId, 'topics');
    return 'stored';
  },
  result,
  receipt: (done) => ({
    text: line(done === 'stored' ? 'training.news.topicsDone' : 'data.erase.other'),
    buttons: [[menuButton]],
  }),
};

export const newsTopicsScript = fillOne(newsTopics);
