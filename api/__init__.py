"""Four doors (HTTP, board, worker, command line) and one room behind them."""
