function(heddle_mutant)
endfunction()
