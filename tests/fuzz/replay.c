/*
 * replay: runs a target on files, each in a process of its own, so that no fuzzer is needed.
 *
 *   replay-TARGET FILE...
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

static int replay(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = malloc(1 << 22);
	size_t len;
	int status = -1;
	pid_t pid;

	if (file == NULL || data == NULL) {
		perror(path);
		exit(2);
	}
	len = fread(data, 1, 1 << 22, file);
	fclose(file);
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		(void)LLVMFuzzerTestOneInput(data, len);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		perror(path);
	free(data);
	if (status != 0)
		printf("FAILED  %s\n", path);
	return status == 0;
}

int main(int argc, char **argv)
{
	int passed = 0;

	(void)LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 1; i < argc; i++)
		passed += replay(argv[i]);
	printf("%d passed, %d failed\n", passed, argc - 1 - passed);
	return passed == argc - 1 ? 0 : 1;
}
