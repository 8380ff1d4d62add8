from hirz.faces.cli.main import main

main()
