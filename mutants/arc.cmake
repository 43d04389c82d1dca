# Broken twins of arc and weak.
heddle_order_mutants(PATTERN arc LAYER relacy FILE arc_counts.hpp TSAN "weak_.fetch_sub(" "(void)weak_.load(")

heddle_order_mutants(PATTERN arc LAYER model FILE arc_counts.hpp)

heddle_mutant(PATTERN arc NAME destroys_without_acquiring LAYER relacy FILE arc_counts.hpp
              FROM "        (void)strong_.load(sync::memory_order_acquire);" TO "")
heddle_mutant(PATTERN arc NAME copy_counts_by_load_and_store LAYER relacy FILE arc_counts.hpp
              FROM "        within_limit(strong_.fetch_add(1, sync::memory_order_relaxed));"
              TO "        const count before = strong_.load(sync::memory_order_relaxed);
        strong_.store(before + 1, sync::memory_order_relaxed);")
heddle_mutant(PATTERN arc NAME strong_ones_share_no_weak LAYER relacy FILE arc_counts.hpp
              FROM "weak_(weak + 1)" TO "weak_(weak)")
heddle_mutant(PATTERN arc NAME upgrades_from_zero LAYER relacy FILE arc_counts.hpp
              FROM "        while (seen != 0) {" TO "        for (;;) {")
heddle_mutant(PATTERN arc NAME upgrade_looks_before_it_leaps LAYER relacy FILE arc_counts.hpp
              FROM "            if (strong_.compare_exchange_weak(seen, seen + 1, sync::memory_order_relaxed, sync::memory_order_relaxed)) {"
              TO "            {
                strong_.fetch_add(1, sync::memory_order_relaxed);")
heddle_mutant(PATTERN arc NAME try_unwrap_by_two_owners LAYER relacy FILE arc_counts.hpp
              FROM "        return strong_.compare_exchange_strong(last, 0, sync::memory_order_acquire, sync::memory_order_relaxed);"
              TO "        if (strong_.load(sync::memory_order_acquire) > 2)
            return false;
        strong_.store(0, sync::memory_order_relaxed);
        return last == 1;")
heddle_mutant(PATTERN arc NAME into_inner_looks_before_it_drops LAYER relacy FILE arc.hpp
              FROM "        if (!left || !left->counts.drop_strong())
            return std::nullopt;"
              TO "        if (!left)
            return std::nullopt;
        const bool last = left->counts.strong() == 1;
        if (!left->counts.drop_strong() && !last)
            return std::nullopt;
        if (!last)
            return typename block::closer()(left), std::nullopt;")
heddle_mutant(PATTERN arc NAME get_mut_ignores_weaks LAYER properties FILE arc_counts.hpp
              FROM "        if (!weak_.compare_exchange_strong(none, locked, sync::memory_order_acquire, sync::memory_order_relaxed))
            return false;"
              TO "        (void)none;
        return strong_.load(sync::memory_order_acquire) == 1;")
heddle_mutant(PATTERN arc NAME get_mut_does_not_lock_the_weaks LAYER relacy FILE arc_counts.hpp
              FROM "        if (!weak_.compare_exchange_strong(none, locked, sync::memory_order_acquire, sync::memory_order_relaxed))
            return false;"
              TO "        if (weak_.load(sync::memory_order_acquire) != none)
            return false;
        return strong_.load(sync::memory_order_acquire) == 1;")
heddle_mutant(PATTERN arc NAME make_mut_does_not_copy LAYER properties FILE arc.hpp
              FROM "        if (!block_->counts.try_drop_last_strong())
            *this"
              TO "        if (!block_->counts.try_drop_last_strong())
            return block_->value;
        else if (false)
            *this")
heddle_mutant(PATTERN arc NAME make_mut_changes_what_weaks_watch LAYER properties FILE arc.hpp
              FROM "else if (block_->counts.has_weak())" TO "else if (false)")
heddle_mutant(PATTERN arc NAME copied_weak_is_not_counted LAYER properties FILE arc.hpp
              FROM "            block_->counts.add_weak();" TO "            (void)0;")
heddle_mutant(PATTERN arc NAME destroys_the_value_with_the_last_weak LAYER properties FILE arc.hpp
              FROM "            std::destroy_at(&closed->value);
            closed->drop_weak();"
              TO "            if (closed->counts.weak() == 0)
                std::destroy_at(&closed->value);
            closed->drop_weak();")
heddle_mutant(PATTERN arc NAME never_frees LAYER relacy FILE arc.hpp
              FROM "            delete this;" TO "            (void)0;")
heddle_mutant(PATTERN arc NAME assignment_to_itself_destroys LAYER properties FILE arc.hpp
              FROM "    arc& operator=(arc other) noexcept {
        std::swap(block_, other.block_);"
              TO "    arc& operator=(const arc& other) noexcept {
        reset();
        if ((block_ = other.block_))
            block_->counts.add_strong();
        return *this;
    }
    arc& operator=(arc&& other) noexcept {
        reset();
        block_ = std::exchange(other.block_, nullptr);")
heddle_mutant(PATTERN arc NAME counts_may_overflow LAYER properties FILE arc_counts.hpp
              FROM "        if (before > limit)" TO "        if (false && before > limit)")

# The same mistakes before the engine.
heddle_mutant(PATTERN arc NAME destroys_without_acquiring LAYER model FILE arc_counts.hpp
              FROM "        (void)strong_.load(sync::memory_order_acquire);" TO "")
heddle_mutant(PATTERN arc NAME strong_ones_share_no_weak LAYER model FILE arc_counts.hpp
              FROM "weak_(weak + 1)" TO "weak_(weak)")
heddle_mutant(PATTERN arc NAME upgrade_looks_before_it_leaps LAYER model FILE arc_counts.hpp
              FROM "            if (strong_.compare_exchange_weak(seen, seen + 1, sync::memory_order_relaxed, sync::memory_order_relaxed)) {"
              TO "            {
                strong_.fetch_add(1, sync::memory_order_relaxed);")
