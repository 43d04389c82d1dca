# Broken twins of the readers-writer lock and of the queue in it.
heddle_order_mutants(PATTERN rw_lock LAYER relacy FILE raw_rw_lock.hpp)

heddle_mutant(PATTERN rw_lock NAME reader_is_not_counted LAYER properties FILE raw_rw_lock.hpp
              FROM "seen, seen + one_reader, sync::memory_order_acquire" TO "seen, seen, sync::memory_order_acquire")
heddle_mutant(PATTERN rw_lock NAME writer_enters_among_readers LAYER properties FILE raw_rw_lock.hpp
              FROM "while (!(seen & (closed | readers))" TO "while (!(seen & closed)")
heddle_mutant(PATTERN rw_lock NAME queued_writer_enters_among_readers LAYER relacy FILE raw_rw_lock.hpp
              FROM "        drain(close_as_head());" TO "        (void)close_as_head();")
heddle_mutant(PATTERN rw_lock NAME writer_is_not_woken LAYER stress FILE raw_rw_lock.hpp
              FROM "} else if (announce(seen, queued | asleep)) {" TO "} else if (announce(seen, queued)) {")
heddle_mutant(PATTERN rw_lock NAME readers_are_not_woken LAYER stress FILE raw_rw_lock.hpp
              FROM "            sync::notify_all(state_);" TO "            (void)0;")
heddle_mutant(PATTERN rw_lock NAME one_sleeper_is_woken LAYER stress FILE raw_rw_lock.hpp
              FROM "sync::notify_all(state_)" TO "sync::notify_one(state_)")
heddle_mutant(PATTERN rw_lock NAME last_reader_does_not_wake LAYER stress FILE raw_rw_lock.hpp
              FROM "            sync::notify_one(writer_);" TO "            (void)0;")
heddle_mutant(PATTERN rw_lock NAME next_in_queue_is_not_woken LAYER stress FILE ticket_queue.hpp
              FROM "sync::notify_all(word_)" TO "(void)0")
heddle_mutant(PATTERN rw_lock NAME one_in_queue_is_woken LAYER stress FILE ticket_queue.hpp
              FROM "sync::notify_all(word_)" TO "sync::notify_one(word_)")
heddle_mutant(PATTERN rw_lock NAME queue_breaks_at_wrap_around LAYER properties FILE ticket_queue.hpp
              FROM "ticket == half ? 1 - one_ticket : 1" TO "1")
heddle_mutant(PATTERN rw_lock NAME door_stays_open_to_readers LAYER properties FILE raw_rw_lock.hpp
              FROM "            if (!(seen & closed)) {" TO "            if (seen & readers) {
                sync::yield();
                seen = state_.load(sync::memory_order_relaxed);
            } else if (!(seen & closed)) {")
heddle_mutant(PATTERN rw_lock NAME overtakings_are_not_counted LAYER properties FILE raw_rw_lock.hpp
              FROM "seen & queued ? one_overtaking : 0" TO "0")
heddle_mutant(PATTERN rw_lock NAME next_in_queue_is_not_announced LAYER properties FILE raw_rw_lock.hpp
              FROM "        state_.fetch_or(queued, sync::memory_order_relaxed);" TO "")
heddle_mutant(PATTERN rw_lock NAME reader_goes_back_to_the_end LAYER properties FILE raw_rw_lock.hpp
              FROM "            await_opening(seen);"
              TO "            {
                await_opening(seen);
                unlock_shared();
                return lock_shared();
            }")
heddle_mutant(PATTERN rw_lock NAME reader_waits_for_an_open_door LAYER relacy FILE raw_rw_lock.hpp
              FROM "if ((seen ^ entered) & phase)" TO "if (!(seen & closed))")
heddle_mutant(PATTERN rw_lock NAME reader_relocking_hangs LAYER properties FILE raw_rw_lock.hpp
              FROM "        if (held_by_this_thread()) {" TO "        if (false) {")
heddle_mutant(PATTERN rw_lock NAME refused_reader_stays_counted LAYER properties FILE raw_rw_lock.hpp
              FROM "            state_.fetch_sub(one_reader, sync::memory_order_relaxed);" TO "")
heddle_mutant(PATTERN rw_lock NAME downgrade_lets_go LAYER properties FILE raw_rw_lock.hpp
              FROM "open_with(one_reader)" TO "open_with(0)")
heddle_mutant(PATTERN rw_lock NAME dying_reader_poisons LAYER properties FILE rw_lock.hpp
              FROM "        if (owner_)
            owner_->lock_.unlock_shared();"
              TO "        if (!owner_)
            return;
        if (detail::uncaught_exceptions() > 0)
            owner_->lock_.set_mark(true);
        owner_->lock_.unlock_shared();")
heddle_mutant(PATTERN rw_lock NAME dying_writer_does_not_poison LAYER properties FILE rw_lock.hpp
              FROM "        if (died)" TO "        if (false)")
heddle_mutant(PATTERN rw_lock NAME readers_ignore_the_poison LAYER properties FILE rw_lock.hpp
              FROM "healthy(recover_read())" TO "recover_read()")

# The same mistakes before the engine.
heddle_mutant(PATTERN rw_lock NAME queued_writer_enters_among_readers LAYER model FILE raw_rw_lock.hpp
              FROM "        drain(close_as_head());" TO "        (void)close_as_head();")
heddle_mutant(PATTERN rw_lock NAME writer_is_not_woken LAYER model FILE raw_rw_lock.hpp
              FROM "} else if (announce(seen, queued | asleep)) {" TO "} else if (announce(seen, queued)) {")
heddle_mutant(PATTERN rw_lock NAME readers_are_not_woken LAYER model FILE raw_rw_lock.hpp
              FROM "            sync::notify_all(state_);" TO "            (void)0;")
heddle_mutant(PATTERN rw_lock NAME last_reader_does_not_wake LAYER model FILE raw_rw_lock.hpp
              FROM "            sync::notify_one(writer_);" TO "            (void)0;")
heddle_mutant(PATTERN rw_lock NAME next_in_queue_is_not_woken LAYER model FILE ticket_queue.hpp
              FROM "sync::notify_all(word_)" TO "(void)0")
heddle_mutant(PATTERN rw_lock NAME reader_waits_for_an_open_door LAYER model FILE raw_rw_lock.hpp
              FROM "if ((seen ^ entered) & phase)" TO "if (!(seen & closed))")
