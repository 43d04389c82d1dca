# Broken twins of the channels.
heddle_order_mutants(PATTERN channel LAYER relacy FILE detail/cell_list.hpp)
heddle_order_mutants(PATTERN channel LAYER relacy FILE detail/unbounded_queue.hpp)
heddle_order_mutants(PATTERN channel LAYER relacy FILE detail/ring.hpp)
heddle_order_mutants(PATTERN channel LAYER relacy FILE detail/ring_queue.hpp)
heddle_order_mutants(PATTERN channel LAYER relacy FILE detail/wakeups.hpp)
heddle_order_mutants(PATTERN channel LAYER tsan FILE detail/channel_end.hpp)

# The unbounded queue.
heddle_mutant(PATTERN channel NAME unbounded_forgets_to_wake LAYER stress FILE detail/unbounded_queue.hpp
              FROM "            arrived_.wake_one();" TO "            (void)0;")
heddle_mutant(PATTERN channel NAME unbounded_wakes_before_it_fills LAYER relacy FILE detail/unbounded_queue.hpp
              FROM "        if (state.exchange(how, sync::memory_order_release) == awaited)
            arrived_.wake_one();"
              TO "        if (state.load(sync::memory_order_acquire) == awaited)
            arrived_.wake_one();
        state.exchange(how, sync::memory_order_release);")
heddle_mutant(PATTERN channel NAME unbounded_end_wakes_nobody LAYER relacy FILE detail/unbounded_queue.hpp
              FROM "            finish(*state, ended);" TO "            state->store(ended, sync::memory_order_release);")
heddle_mutant(PATTERN channel NAME unbounded_sleeps_without_looking_again LAYER relacy FILE detail/unbounded_queue.hpp
              FROM "            if (state.load(sync::memory_order_relaxed) != awaited || until.passed())
                return;"
              TO "            if (until.passed())
                return;")
heddle_mutant(PATTERN channel NAME unbounded_looks_before_it_notes LAYER relacy FILE detail/unbounded_queue.hpp
              FROM "            const std::uint32_t noted = arrived_.noted();
            // relaxed: only whether to sleep; look() acquires.
            if (state.load(sync::memory_order_relaxed) != awaited || until.passed())
                return;"
              TO "            if (state.load(sync::memory_order_relaxed) != awaited || until.passed())
                return;
            const std::uint32_t noted = arrived_.noted();")
heddle_mutant(PATTERN channel NAME unbounded_leaks_what_is_left LAYER properties FILE detail/unbounded_queue.hpp
              FROM "                discard();
            else" TO "                ++offset_;
            else")
heddle_mutant(PATTERN channel NAME unbounded_leaks_its_last_block LAYER relacy FILE detail/unbounded_queue.hpp
              FROM "        delete block_;
    }" TO "    }")
heddle_mutant(PATTERN channel NAME unbounded_does_not_wait_for_a_claimed_cell LAYER relacy FILE detail/unbounded_queue.hpp
              FROM "        if (tail_.is_at(here()))
            return received<T>::nothing_yet();"
              TO "        return received<T>::nothing_yet();")
heddle_mutant(PATTERN channel NAME unbounded_forgets_the_link LAYER relacy FILE detail/unbounded_queue.hpp
              FROM "            finish(claimed.full->link, filled);" TO "")
heddle_mutant(PATTERN channel NAME unbounded_links_a_block_before_it_is_known LAYER relacy FILE detail/unbounded_queue.hpp
              FROM "            claimed.full->next = claimed.fresh;
            finish(claimed.full->link, filled);"
              TO "            finish(claimed.full->link, filled);
            claimed.full->next = claimed.fresh;")
heddle_mutant(PATTERN channel NAME unbounded_destroys_a_value_twice LAYER properties FILE detail/unbounded_queue.hpp
              FROM "        block_->cells[offset_].value.destroy();"
              TO "        block_->cells[offset_].value.destroy();
        block_->cells[offset_].value.destroy();")
heddle_mutant(PATTERN channel NAME unbounded_stuck_when_a_move_throws LAYER properties FILE detail/unbounded_queue.hpp
              FROM "            finish(claimed.mine->state, skipped);" TO "")

# The ring.
heddle_mutant(PATTERN channel NAME ring_forgets_to_wake_the_receiver LAYER relacy FILE detail/ring_queue.hpp
              FROM "        if (ring_.at(where).state.exchange(ring_.turn(where) + how, sync::memory_order_release) & awaited)
            arrived_.wake_one();"
              TO "        ring_.at(where).state.exchange(ring_.turn(where) + how, sync::memory_order_release);")
heddle_mutant(PATTERN channel NAME ring_forgets_to_wake_a_sender LAYER relacy FILE detail/ring_queue.hpp
              FROM "            wake_blocked();" TO "            (void)0;")
heddle_mutant(PATTERN channel NAME ring_wakes_a_sender_before_there_is_room LAYER relacy FILE detail/ring_queue.hpp
              FROM "        ring_.at(head_).state.exchange(ring_.turn(head_) + cells::one_lap, sync::memory_order_acq_rel);
        head_ = ring_.next(head_);
        // relaxed: whoever must be seen has been acquired with the cell's word.
        if (blocked_.load(sync::memory_order_relaxed) > 0)
            wake_blocked();"
              TO "        if (blocked_.load(sync::memory_order_relaxed) > 0)
            wake_blocked();
        ring_.at(head_).state.exchange(ring_.turn(head_) + cells::one_lap, sync::memory_order_acq_rel);
        head_ = ring_.next(head_);")
heddle_mutant(PATTERN channel NAME ring_end_does_not_wake_the_receiver LAYER relacy FILE detail/ring_queue.hpp
              FROM "        if (ring_.at(end).state.fetch_or(0, sync::memory_order_release) == ring_.turn(end) + awaited)
            arrived_.wake_one();"
              TO "")
heddle_mutant(PATTERN channel NAME ring_receiver_goes_without_waking_senders LAYER relacy FILE detail/ring_queue.hpp
              FROM "        emptied_.wake_all();" TO "")
heddle_mutant(PATTERN channel NAME ring_receiver_goes_and_wakes_one_sender LAYER relacy FILE detail/ring_queue.hpp
              FROM "        emptied_.wake_all();" TO "        emptied_.wake_one();")
heddle_mutant(PATTERN channel NAME ring_broken_at_wrap_around LAYER properties FILE detail/ring.hpp
              FROM "== (capacity_ & (lap_ - 1)) ? after - capacity_ + lap_ : after;" TO "== 0 ? after : after;")
heddle_mutant(PATTERN channel NAME ring_capacity_off_by_one LAYER properties FILE detail/ring.hpp
              FROM "capacity_(capacity), lap_(std::bit_ceil(capacity))" TO "capacity_(capacity > 1 ? capacity - 1 : 1), lap_(std::bit_ceil(capacity))")
heddle_mutant(PATTERN channel NAME ring_says_disconnected_while_values_remain LAYER relacy FILE detail/ring.hpp
              FROM "        return tail == where * step + at_end ? nothing_ever : something;" TO "        return tail & at_end ? nothing_ever : something;")
heddle_mutant(PATTERN channel NAME ring_leaks_what_is_left LAYER properties FILE detail/ring_queue.hpp
              FROM "                discard();
            else" TO "                move_on();
            else")
heddle_mutant(PATTERN channel NAME ring_sleeps_though_there_is_room LAYER relacy FILE detail/ring_queue.hpp
              FROM "        if ((state | (cells::one_lap - 1)) + 1 == ring_.turn(tried.where))
" TO "        (void)state;
")
heddle_mutant(PATTERN channel NAME ring_tries_before_it_notes LAYER relacy FILE detail/ring_queue.hpp
              FROM "        const std::uint32_t noted = emptied_.noted();
        const claim tried = ring_.try_claim();"
              TO "        const claim tried = ring_.try_claim();
        const std::uint32_t noted = emptied_.noted();")
heddle_mutant(PATTERN channel NAME ring_counts_itself_after_the_look LAYER relacy FILE detail/ring_queue.hpp
              FROM "        blocked_.fetch_add(1, sync::memory_order_relaxed);
        // release: if it comes before move_on(), that acquires and sees the count; else this sees that there is room.
        const std::uint32_t state = ring_.at(tried.where).state.fetch_or(0, sync::memory_order_release);"
              TO "        const std::uint32_t state = ring_.at(tried.where).state.fetch_or(0, sync::memory_order_release);
        blocked_.fetch_add(1, sync::memory_order_relaxed);")
heddle_mutant(PATTERN channel NAME ring_looks_by_a_load LAYER relacy FILE detail/ring_queue.hpp
              FROM "ring_.at(tried.where).state.fetch_or(0, sync::memory_order_release);"
              TO "ring_.at(tried.where).state.load(sync::memory_order_acquire);")
heddle_mutant(PATTERN channel NAME ring_end_looks_by_a_load LAYER relacy FILE detail/ring_queue.hpp
              FROM "ring_.at(end).state.fetch_or(0, sync::memory_order_release)"
              TO "ring_.at(end).state.load(sync::memory_order_acquire)")
heddle_mutant(PATTERN channel NAME ring_stuck_when_a_move_throws LAYER properties FILE detail/ring_queue.hpp
              FROM "            fill(mine.where, skipped);" TO "")
heddle_mutant(PATTERN channel NAME ring_ignores_the_lap LAYER relacy FILE detail/ring.hpp
              FROM "            if ((at(where).state.load(sync::memory_order_acquire) & ~std::uint32_t{awaited}) == turn(where)) {"
              TO "            if ((at(where).state.load(sync::memory_order_acquire) & filled) == 0) {")

# The rendezvous.
heddle_mutant(PATTERN channel NAME rendezvous_returns_before_it_is_taken LAYER properties FILE detail/rendezvous_queue.hpp
              FROM "        return wait_until_taken(put(held, std::move(value)));"
              TO "        put(held, std::move(value));
        return {};")
heddle_mutant(PATTERN channel NAME rendezvous_puts_without_an_empty_place LAYER relacy FILE detail/rendezvous_queue.hpp
              FROM "        while (!receiver_gone_ && place_)
            need_place_.sleep"
              TO "        if (!receiver_gone_ && place_)
            need_place_.sleep")
heddle_mutant(PATTERN channel NAME rendezvous_takes_the_lock_late LAYER relacy FILE detail/rendezvous_queue.hpp
              FROM "        std::unique_lock held(lock_);
        while (!place_ && !senders_gone_ && !until.passed())
            need_value_.sleep(held, until);"
              TO "        const bool nothing = !place_ && !senders_gone_ && !until.passed();
        std::unique_lock held(lock_);
        if (nothing)
            need_value_.sleep(held, until);")
heddle_mutant(PATTERN channel NAME rendezvous_forgets_the_next_sender LAYER relacy FILE detail/rendezvous_queue.hpp
              FROM "        if (place_awaited)
            need_place_.notify_one();" TO "        (void)place_awaited;")
heddle_mutant(PATTERN channel NAME rendezvous_forgets_the_sender_that_waits LAYER relacy FILE detail/rendezvous_queue.hpp
              FROM "        if (taking_awaited)
            need_taking_.notify_one();" TO "        (void)taking_awaited;")
heddle_mutant(PATTERN channel NAME rendezvous_receiver_goes_without_a_word LAYER relacy FILE detail/rendezvous_queue.hpp
              FROM "        if (need_taking_.changed())
            need_taking_.notify_all();" TO "")
heddle_mutant(PATTERN channel NAME rendezvous_keeps_the_value_when_the_receiver_goes LAYER properties FILE detail/rendezvous_queue.hpp
              FROM "        if (taken_ >= mine)
            return {};" TO "        if (taken_ >= mine || receiver_gone_)
            return {};")
heddle_mutant(PATTERN channel NAME rendezvous_wakes_before_it_puts LAYER relacy FILE detail/rendezvous_queue.hpp
              FROM "        place_.emplace(std::move(value));
        set_hint();
        const std::uint64_t number = ++put_;
        const bool awaited = need_value_.changed();"
              TO "        const bool awaited = need_value_.any();
        place_.emplace(std::move(value));
        set_hint();
        const std::uint64_t number = ++put_;")
heddle_mutant(PATTERN channel NAME rendezvous_try_send_wants_nobody LAYER properties FILE detail/rendezvous_queue.hpp
              FROM "if (place_ || !need_value_.any())" TO "if (place_)")
heddle_mutant(PATTERN channel NAME sleepers_note_too_late LAYER relacy FILE detail/sleepers.hpp
              FROM "        const std::uint32_t seen = changes_.load(sync::memory_order_relaxed);
        ++asleep_;
        held.unlock();"
              TO "        ++asleep_;
        held.unlock();
        const std::uint32_t seen = changes_.load(sync::memory_order_relaxed);")

# The ends.
heddle_mutant(PATTERN channel NAME any_sender_ends_it LAYER properties FILE detail/channel_end.hpp
              FROM "        if (senders.fetch_sub(1, sync::memory_order_acq_rel) > 1)
            return;"
              TO "        if (senders.fetch_sub(1, sync::memory_order_acq_rel) > 2)
            return;")
heddle_mutant(PATTERN channel NAME copies_are_not_counted LAYER properties FILE detail/channel_end.hpp
              FROM "            shared_->add_sender();" TO "            (void)0;")
heddle_mutant(PATTERN channel NAME first_side_to_go_destroys LAYER asan FILE detail/channel_end.hpp
              FROM "if (one_side_gone.exchange(true, sync::memory_order_acq_rel))"
              TO "if (one_side_gone.exchange(true, sync::memory_order_acq_rel) || true)")
heddle_mutant(PATTERN channel NAME nobody_destroys LAYER relacy FILE detail/channel_end.hpp
              FROM "            delete this;" TO "            (void)0;")
heddle_mutant(PATTERN channel NAME last_sender_goes_without_a_word LAYER stress FILE detail/channel_end.hpp
              FROM "        queue.senders_gone();" TO "")
heddle_mutant(PATTERN channel NAME receiver_goes_without_a_word LAYER properties FILE detail/channel_end.hpp
              FROM "        queue.receiver_gone();" TO "")
heddle_mutant(PATTERN channel NAME unsent_value_does_not_come_back LAYER properties FILE detail/unbounded_queue.hpp
              FROM "        if (!claimed.mine)
            return send_result"
              TO "        if (!claimed.mine)
            return T(std::move(value)), send_result")

# The same mistakes before the engine.
heddle_mutant(PATTERN channel NAME unbounded_forgets_to_wake LAYER model FILE detail/unbounded_queue.hpp
              FROM "            arrived_.wake_one();" TO "            (void)0;")
heddle_mutant(PATTERN channel NAME unbounded_end_wakes_nobody LAYER model FILE detail/unbounded_queue.hpp
              FROM "            finish(*state, ended);" TO "            state->store(ended, sync::memory_order_release);")
heddle_mutant(PATTERN channel NAME unbounded_sleeps_without_looking_again LAYER model FILE detail/unbounded_queue.hpp
              FROM "            if (state.load(sync::memory_order_relaxed) != awaited || until.passed())
                return;"
              TO "            if (until.passed())
                return;")
heddle_mutant(PATTERN channel NAME unbounded_looks_before_it_notes LAYER model FILE detail/unbounded_queue.hpp
              FROM "            const std::uint32_t noted = arrived_.noted();
            // relaxed: only whether to sleep; look() acquires.
            if (state.load(sync::memory_order_relaxed) != awaited || until.passed())
                return;"
              TO "            if (state.load(sync::memory_order_relaxed) != awaited || until.passed())
                return;
            const std::uint32_t noted = arrived_.noted();")
heddle_mutant(PATTERN channel NAME unbounded_leaks_its_last_block LAYER model FILE detail/unbounded_queue.hpp
              FROM "        delete block_;
    }" TO "    }")
heddle_mutant(PATTERN channel NAME ring_forgets_to_wake_the_receiver LAYER model FILE detail/ring_queue.hpp
              FROM "        if (ring_.at(where).state.exchange(ring_.turn(where) + how, sync::memory_order_release) & awaited)
            arrived_.wake_one();"
              TO "        ring_.at(where).state.exchange(ring_.turn(where) + how, sync::memory_order_release);")
heddle_mutant(PATTERN channel NAME ring_end_does_not_wake_the_receiver LAYER model FILE detail/ring_queue.hpp
              FROM "        if (ring_.at(end).state.fetch_or(0, sync::memory_order_release) == ring_.turn(end) + awaited)
            arrived_.wake_one();"
              TO "")
heddle_mutant(PATTERN channel NAME rendezvous_receiver_goes_without_a_word LAYER model FILE detail/rendezvous_queue.hpp
              FROM "        if (need_taking_.changed())
            need_taking_.notify_all();" TO "")
