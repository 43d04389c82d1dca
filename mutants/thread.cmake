# Broken twins of spawn and join_handle.
heddle_order_mutants(PATTERN thread LAYER relacy FILE task.hpp)
heddle_order_mutants(PATTERN thread LAYER relacy FILE owners.hpp)
heddle_order_mutants(PATTERN thread LAYER model FILE task.hpp)
heddle_order_mutants(PATTERN thread LAYER model FILE owners.hpp)
heddle_mutant(PATTERN thread NAME thread_keeps_its_share LAYER model FILE thread.hpp
              FROM "                mine->let_go();" TO "")
heddle_mutant(PATTERN thread NAME one_owner_too_few LAYER model FILE task.hpp
              FROM "owned_together(2)" TO "owned_together(1)")
heddle_mutant(PATTERN thread NAME join_does_not_wait LAYER model FILE thread.hpp
              FROM "thread_.join();" TO "thread_.detach();")

heddle_mutant(PATTERN thread NAME arguments_by_reference LAYER asan FILE thread.hpp
              FROM "using work = detail::task<R, std::decay_t<F>, std::decay_t<Args>...>;"
              TO "using work = detail::task<R, std::decay_t<F>, Args&&...>;")
heddle_mutant(PATTERN thread NAME arguments_outlive_the_work LAYER relacy FILE task.hpp
              FROM "            const used_up at_the_end{call_};" TO "")
heddle_mutant(PATTERN thread NAME exception_swallowed LAYER properties FILE outcome.hpp
              FROM "            error_ = std::current_exception();" TO "            (void)0;")
heddle_mutant(PATTERN thread NAME finished_before_the_work LAYER relacy FILE thread.hpp
              FROM "                mine->perform();
                mine->finish();"
              TO "                mine->finish();
                mine->perform();")
heddle_mutant(PATTERN thread NAME join_does_not_wait LAYER relacy FILE thread.hpp
              FROM "thread_.join();" TO "thread_.detach();")
heddle_mutant(PATTERN thread NAME join_only_looks LAYER stress FILE thread.hpp
              FROM "thread_.join();" TO "shared_->finished() ? thread_.join() : thread_.detach();")
heddle_mutant(PATTERN thread NAME misuse_not_reported LAYER properties FILE thread.hpp
              FROM "if (!joinable())" TO "if (false)")
heddle_mutant(PATTERN thread NAME second_join_asks_the_thread_only LAYER properties FILE thread.hpp
              FROM "mine(std::exchange(shared_, nullptr));" TO "mine(shared_);")
heddle_mutant(PATTERN thread NAME dropped_handle_does_not_detach LAYER properties FILE thread.hpp
              FROM "        thread_.detach();" TO "")
heddle_mutant(PATTERN thread NAME dropped_handle_joins LAYER properties FILE thread.hpp
              FROM "        thread_.detach();" TO "        thread_.join();")
heddle_mutant(PATTERN thread NAME dropped_handle_keeps_its_share LAYER relacy FILE thread.hpp
              FROM "        shared_->let_go();" TO "")
heddle_mutant(PATTERN thread NAME thread_keeps_its_share LAYER relacy FILE thread.hpp
              FROM "                mine->let_go();" TO "")
heddle_mutant(PATTERN thread NAME one_owner_too_few LAYER relacy FILE task.hpp
              FROM "owned_together(2)" TO "owned_together(1)")
heddle_mutant(PATTERN thread NAME counted_down_in_two_steps LAYER relacy FILE owners.hpp
              FROM "        if (owners_.fetch_sub(1, sync::memory_order_acq_rel) == 1)"
              TO "        const std::uint32_t left = owners_.load(sync::memory_order_acquire) - 1;
        owners_.store(left, sync::memory_order_release);
        if (left == 0)")
heddle_mutant(PATTERN thread NAME moved_handle_keeps_its_thread LAYER properties FILE thread.hpp
              FROM "shared_(std::exchange(other.shared_, nullptr))" TO "shared_(other.shared_)")
heddle_mutant(PATTERN thread NAME joining_oneself_hangs LAYER relacy FILE thread.hpp
              FROM "if (shared_->runs_here())" TO "if (false)")
